"""Static files with their content's hash in the name."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    # A missing file must fail the build, not a resident's page.
    manifest_strict = False
