"""Static files, hashed and compressed."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes the modules that our modules import as well."""

    support_js_module_import_aggregation = True
