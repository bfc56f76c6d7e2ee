"""Content for a first look at the site: `manage.py load_demo`.

The texts are files, one a page and language, so that they can be read and mended
without knowing Python; every date is relative to the day on which it is loaded.
"""
