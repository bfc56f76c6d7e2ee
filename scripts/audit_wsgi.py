"""The site as throwaway.py serves it: with its pictures, which a web server in front has else."""

from django.conf import settings
from whitenoise import WhiteNoise

from config.wsgi import application as site

# Renditions are made when a page is first seen: each file is looked for when it is asked for.
application = WhiteNoise(site, autorefresh=True)
application.add_files(settings.MEDIA_ROOT, prefix=settings.MEDIA_URL)
