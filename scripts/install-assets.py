#!/usr/bin/env python3
"""Install GOV.UK Frontend's compiled style sheet and script into .assets, without the font and the crest.

They come from a wheel that carries them, pinned by its hash. The GDS Transport font and the royal crest are for
services on GOV.UK alone, so the style sheet loses both.
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

WHEEL = "fast-gov-uk==0.9.1 --hash=sha256:3130509fbe32eb619d700d79c8c8c2c60f6d3e45e6f249cd59304b800cce6dab"
INSIDE = "fast_gov_uk/assets/govuk-frontend-5.11.1.min"
FOLDER = pathlib.Path(__file__).resolve().parent.parent / ".assets"


def download() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        requirements = pathlib.Path(folder, "requirements.txt")
        requirements.write_text(WHEEL + "\n")
        command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
                   "--python-version", "3.13", "--only-binary=:all:", "--require-hashes",
                   "-r", str(requirements), "-d", folder]
        subprocess.run(command, check=True)
        return next(pathlib.Path(folder).glob("*.whl")).read_bytes()


def neutral(css: str) -> str:
    """The style sheet without font, crest and source map."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace('"GDS Transport",', "").replace("GDS Transport,", "")
    css = re.sub(r"[^{}]*\{[^{}]*crest[^{}]*\}", "", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    left = [word for word in ("GDS Transport", "crest", "@font-face", "url(") if word in css]
    if left:
        sys.exit(f"The style sheet still mentions {left}; see scripts/install-assets.py.")
    return css


def main() -> None:
    marker = FOLDER / "installed.txt"
    if marker.exists() and marker.read_text() == WHEEL:
        return
    print("Installing GOV.UK Frontend 5.11.1")
    with tempfile.NamedTemporaryFile(suffix=".whl") as file:
        file.write(download())
        file.flush()
        with zipfile.ZipFile(file.name) as wheel:
            css = wheel.read(INSIDE + ".css").decode()
            script = wheel.read(INSIDE + ".js").decode()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "govuk-frontend.min.css").write_text(neutral(css))
    (FOLDER / "govuk-frontend.min.js").write_text(re.sub(r"//# sourceMappingURL=.*", "", script))
    marker.write_text(WHEEL)


main()
