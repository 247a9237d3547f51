from pathlib import Path

import pytest

from civic_interaction.checks import check_upload_directory


@pytest.mark.parametrize("below", ["", "uploads", "a/../b"])
def test_uploads_below_what_is_served_stop_the_start(settings, below):
    for served in ("MEDIA_ROOT", "STATIC_ROOT"):
        settings.CIVIC_INTERACTION_UPLOAD_DIRECTORY = Path(getattr(settings, served)) / below
        assert [error.id for error in check_upload_directory(None)] == ["civic_interaction.E003"]


def test_uploads_elsewhere_pass(settings, tmp_path):
    settings.CIVIC_INTERACTION_UPLOAD_DIRECTORY = tmp_path / "media-of-others"

    assert check_upload_directory(None) == []
