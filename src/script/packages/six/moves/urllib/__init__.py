import urllib.parse as parse
