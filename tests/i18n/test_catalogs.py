import os
from pathlib import Path

from helpcenter.i18n.catalogs import compile_all, is_compiled, translations_of


def test_a_catalog_is_compiled_again_once_it_has_changed(tmp_path: Path) -> None:
    catalog, compiled = tmp_path / "messages.po", tmp_path / "messages.mo"
    catalog.touch()
    assert not is_compiled(catalog)
    compiled.touch()
    os.utime(catalog, ns=(1, 1))
    assert is_compiled(catalog)
    os.utime(catalog, ns=(compiled.stat().st_mtime_ns,) * 2)
    assert not is_compiled(catalog)


def test_after_compiling_every_word_is_there() -> None:
    compile_all()
    assert translations_of("fr").gettext("Save this password") == "Enregistrer ce mot de passe"
