"""What ties Authlib to other packages."""
