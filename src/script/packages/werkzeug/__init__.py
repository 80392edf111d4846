"""The part of Werkzeug that scripts use."""
