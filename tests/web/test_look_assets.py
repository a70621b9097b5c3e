"""The build of static files: hashed, compressed, small, the same every time, with the Bulgarian letters in it."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

from elearn.settings import Settings
from elearn.web import assets, fonts, staticfiles
from tests.web.gallery import gallery_app

SETTINGS = Settings(mode="test", secret="s" * 40)
FIRST_LOAD_BYTES = 150 * 1024
TEMPLATES = sorted(Path(assets.__file__).parents[1].glob("*/templates/**/*.html"))


def manifest(built: Path) -> dict[str, str]:
    files: dict[str, str] = json.loads((built / "static/manifest.json").read_text())["files"]
    return files


def test_building_again_changes_nothing(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (built / "static").rglob("*")}
    assets.build(built / "static")
    assert {path: path.stat().st_mtime_ns for path in (built / "static").rglob("*")} == before


def test_fonts_are_cut_once_for_all_installations(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_subset", lambda path: pytest.fail(f"{path} is cut again"))
    names = assets.build(tmp_path)
    assert names == manifest(built)
    assert all((tmp_path / names[name]).stat().st_size for name in fonts.SOURCES)


def test_fonts_are_cut_again_when_their_recipe_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "BUILT", tmp_path)
    cut: list[Path] = []
    monkeypatch.setattr(fonts, "_subset", lambda path: (cut.append(path), b"font")[1])
    for recipe in ("one", "one", "other"):
        monkeypatch.setattr(fonts, "stamp", lambda _paths, recipe=recipe: recipe)
        fonts.build()
    assert cut == [*fonts.SOURCES.values()] * 2


def test_a_name_carries_the_hash_of_its_bytes(built: Path, tmp_path: Path) -> None:
    one, other = (assets._write(tmp_path, "js/a.js", data) for data in (b"1", b"2"))
    assert one != other
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", name) for name in manifest(built).values())


def test_compressed_twins_hold_the_same_bytes(built: Path) -> None:
    sheet = built / "static" / manifest(built)["css/elearn.css"]
    assert brotli.decompress(Path(f"{sheet}.br").read_bytes()) == sheet.read_bytes()
    assert gzip.decompress(Path(f"{sheet}.gz").read_bytes()) == sheet.read_bytes()


def test_every_address_in_the_style_sheet_leads_to_a_file(built: Path) -> None:
    sheet = built / "static" / manifest(built)["css/elearn.css"]
    addresses = re.findall(r'url\("(\.\./[^"]+)"\)', sheet.read_text())
    assert addresses
    assert all((sheet.parent / address).is_file() for address in addresses)
    assert "asset:" not in sheet.read_text()
    assert "sourceMappingURL" not in sheet.read_text()


def test_bootstrap_lies_in_a_layer_below_ours(built: Path) -> None:
    sheet = (built / "static" / manifest(built)["css/elearn.css"]).read_text()
    assert sheet.index("@layer bootstrap{") < sheet.index("--linden:")
    assert "@import" not in sheet


def test_a_first_load_is_light(built: Path) -> None:
    """What a first visit takes: page, style sheet, upright font, icons, masks, script. Gzip, the worse of the two."""
    names = ["css/elearn.css", "img/icons.svg", "img/favicon.svg", "img/eu.svg", "js/menu.js", "js/glossary.js"]
    names += [f"img/{icon}.svg" for icon in ("info", "warning", "pencil", "wrong", "law", "tick")]
    files = [built / "static" / manifest(built)[name] for name in names]
    sent = sum((Path(f"{path}.gz") if Path(f"{path}.gz").exists() else path).stat().st_size for path in files)
    sent += (built / "static" / manifest(built)["fonts/sofia-sans.woff2"]).stat().st_size
    page_bytes = 20 * 1024
    assert sent + page_bytes < FIRST_LOAD_BYTES


@pytest.mark.parametrize("name", ["fonts/sofia-sans.woff2", "fonts/sofia-sans-italic.woff2"])
def test_the_font_keeps_bulgarian_letters_and_straight_figures(built: Path, name: str) -> None:
    with TTFont(built / "static" / manifest(built)[name]) as font:
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        languages = {
            record.LangSysTag.strip()
            for script in font["GSUB"].table.ScriptList.ScriptRecord
            for record in script.Script.LangSysRecord
        }
        letters = set(font.getBestCmap())
        axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes}
    assert {"locl", "tnum", "case", "frac"} <= features
    assert "RUS" in languages  # this font is Bulgarian by default and turns to Russian forms when asked
    assert set(map(ord, "Щъпалникът ѝ й № „“ – − § € → 1234567890 AaŽž")) <= letters
    assert axes == {"wght": (400, 800)}


def test_an_unbuilt_application_refuses_to_start(tmp_path: Path) -> None:
    unbuilt = replace(SETTINGS, mode="demo", data=tmp_path / "nothing")
    with pytest.raises(staticfiles.NotBuilt, match=r"elearn\.web\.assets"):
        gallery_app(unbuilt)


def test_static_files_are_served_compressed_for_a_year(built: Path) -> None:
    client = gallery_app(replace(SETTINGS, data=built)).test_client()
    address = "/static/" + manifest(built)["css/elearn.css"]
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.close()


@pytest.mark.parametrize("path", ["../secret", "%2e%2e/manifest.json", "..%2fgallery.db"])
def test_nothing_outside_the_folder_is_served(built: Path, path: str) -> None:
    assert gallery_app(replace(SETTINGS, data=built)).test_client().get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_carries_inline_style_or_script(template: Path) -> None:
    html = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", html)
