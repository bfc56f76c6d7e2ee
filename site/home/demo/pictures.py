"""The demo's pictures, with what they show and where to look."""

from django.core.files.base import ContentFile

from core.models import SiteImage
from home.demo.files import FOLDER, Texts, read


def load_pictures() -> dict[str, SiteImage]:
    """Each picture by its name; those that are there already are found by their title."""
    return {
        name: SiteImage.objects.filter(title=about["title"]).first()
        or _make(name, about)
        for name, about in read("pictures/pictures.toml").items()
    }


def _make(name: str, about: Texts) -> SiteImage:
    file = FOLDER / "pictures" / f"{name}.png"
    x, y, width, height = about["focal_point"]
    image = SiteImage(
        title=about["title"],
        description=about["fi"],
        description_sv=about["sv"],
        description_en=about["en"],
        file=ContentFile(file.read_bytes(), name=file.name),
        focal_point_x=x,
        focal_point_y=y,
        focal_point_width=width,
        focal_point_height=height,
    )
    image.save()
    # Left open by the reading of its size.
    image.file.close()
    return image
