import hashlib
from pathlib import Path, PureWindowsPath
from typing import Any
from urllib.parse import quote

import django.db.models.deletion
from django.db import migrations, models

MOST_BYTES = 5 * 1024 * 1024
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")


def take_decks_in(apps: Any, schema_editor: Any) -> None:
    """Keep each deck whose file is still where it was, and is still what was loaded."""
    for workshop in apps.get_model("workshop", "Workshop").objects.all():
        # Knows both kinds of separators: the copy may come from any computer.
        workshop.deck_name = PureWindowsPath(workshop.deck_file).name[-255:]
        workshop.save(update_fields=["deck_name"])
        if may_be_elsewhere(workshop.deck_file):
            continue
        try:
            take_in(apps.get_model("workshop", "DeckFile"), workshop, Path(workshop.deck_file))
        except (OSError, ValueError):
            pass  # It is not there: naming the deck to `live` takes it in later.


def take_in(DeckFile: Any, workshop: Any, file: Path) -> None:
    """A copy may name any file at all, so only the very deck that was loaded is taken."""
    text = read_bounded(file)
    if hashlib.sha256(text).hexdigest() != workshop.deck_digest:
        return
    DeckFile.objects.create(workshop=workshop, path=workshop.deck_name, content=text)
    folder = file.parent.resolve()
    for name in sorted(set(filter(None, map(picture_of, workshop.slides.all())))):
        picture = (folder / name).resolve()
        is_named = any(form.encode() in text for form in (name, quote(name), name.replace("/", "\\")))
        if is_named and picture.is_relative_to(folder) and picture.suffix.lower() in PICTURES:
            try:
                content = read_bounded(picture)
            except OSError:
                continue
            DeckFile.objects.create(workshop=workshop, path=name, content=content)


def picture_of(slide: Any) -> str:
    """The picture that a slide names; empty where it names none, or its row is damaged."""
    content = slide.content if isinstance(slide.content, dict) else {}
    picture = content.get("picture")
    name = picture.get("file") if isinstance(picture, dict) else None
    return name if isinstance(name, str) and not may_be_elsewhere(name) else ""


def may_be_elsewhere(name: str) -> bool:
    """Whether merely looking for this file would make Windows ask another computer for it."""
    return name[:2].replace("\\", "/") == "//"


def read_bounded(file: Path) -> bytes:
    """The content of a plain file; raises OSError for what is not one, or far too large."""
    if not file.is_file() or file.stat().st_size > MOST_BYTES:
        raise OSError(f"{file} is no file of a deck")
    return file.read_bytes()


class Migration(migrations.Migration):

    dependencies = [
        ('workshop', '0004_presses'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeckFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=1000)),
                ('content', models.BinaryField()),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deck_files', to='workshop.workshop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workshop', 'path'), name='one_file_a_path')],
            },
        ),
        migrations.AddField(
            model_name='workshop',
            name='deck_name',
            field=models.CharField(default='', max_length=255),
            preserve_default=False,
        ),
        migrations.RunPython(take_decks_in, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='workshop',
            name='deck_file',
        ),
    ]
