"""MkDocs adapter: puts an edition into MkDocs and runs it. The only importer of mkdocs.

It says when, never what: reading, checking and writing pages are the work of the other rooms.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import config_options as options
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.column.loader import SOURCES
from generator.column.settings import CONTENT_FOLDER
from generator.edition import Edition, Outcome, prepare_edition
from generator.plan.files import PLAN_FILE
from generator.problems import CannotRunError, Problem, Severity
from generator.publishing.named_pages import name_pages
from generator.publishing.naming import lasting_names
from generator.publishing.policy import with_policy
from generator.publishing.scripts import as_published
from generator.search.index import build_search
from generator.search.passages import MainText, read_main_text
from generator.search.theme import theme_fault
from generator.takedown.cutting import cut
from generator.today import find_today

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

_OWN = ("assets/column.", "assets/search/")
_NOT_NEEDED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""What only Material's own search would ask for."""
_DAY = len("2021-06-16")
_PAGE = ".html"
log = logging.getLogger(f"mkdocs.plugins.{__name__}")


class DisclosureConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    today = options.Optional(options.Type(str))
    """The day for which the pages are made; by default what find_today tells."""


class DisclosurePlugin(BasePlugin[DisclosureConfig]):
    """Adds the pages of the plan to a MkDocs site."""

    def __init__(self) -> None:
        super().__init__()
        self.edition: Edition | None = None
        """What is published: given from outside, or else prepared before each build."""
        self._is_preview = False
        self._is_given = False
        self._is_served = False
        """Whether MkDocs adds a script of its own to each page that it shows."""
        self._names_pages = False
        """Whether links name pages, not their folders."""
        self._errors: tuple[Problem, ...] = ()
        """What is wrong with the latest change, while a preview shows the edition before it."""
        self._lasting: dict[str, str] = {}
        """Under which name each file of the frame is published, by its path."""
        self._texts: dict[str, MainText] = {}
        """What each page says, by its path."""

    def give(self, edition: Edition, *, is_preview: bool) -> None:
        """Publish `edition`, which has been prepared already; or only show it to reviewers."""
        self.edition, self._is_given, self._is_preview = edition, True, is_preview

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs calls it so
        """Begin anew, for MkDocs keeps a plugin from one build to the next; know a preview."""
        self.edition, self._is_given, self._errors = None, False, ()
        self._is_preview = self._is_served = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Watch the plan, and bring the frame of the pages along.

        MkDocs always builds a page into a folder of its own: so its address stays, whichever way
        links name it.
        """
        self._names_pages = not config.use_directory_urls or (self._is_given and self._is_preview)
        config.use_directory_urls = True
        root = _root(config)
        config.watch += [str(root / PLAN_FILE), str(root / CONTENT_FOLDER)]
        _bring_frames(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Refuse a bad plan here, before MkDocs empties the site folder.

        A running preview keeps what it shows and tells what is wrong with the change: MkDocs would
        leave the browser waiting.
        """
        if self._is_given:
            return
        try:
            today = find_today(self.config.today, os.environ, _root(config), SOURCES)
            outcome = prepare_edition(_root(config), today)
        except CannotRunError as error:
            raise PluginError(str(error)) from error
        self._errors = _of_severity(Severity.ERROR, outcome)
        if outcome.edition is None:
            words = "\n".join(map(str, self._errors))
            if not self._is_preview or self.edition is None:
                raise PluginError(words)
            log.error("%s", words)
            return
        for problem in _of_severity(Severity.WARNING, outcome):
            log.warning("%s", problem)
        for problem in _of_severity(Severity.HINT, outcome):
            log.info("%s", problem)
        self.edition = outcome.edition

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages; keep what in content/ is data out of the site."""
        edition = self.edition
        if edition is None:
            return files
        published = set(edition.attachments)
        for file in list(files):
            if file.src_dir == config.docs_dir and file.src_uri not in published:
                files.remove(file)
        config.nav = [*({title: path} for title, path in edition.menu.items()), *(config.nav or ())]
        config.extra["updated"] = edition.updated
        # Without it a script of Material's differs on every level of folders.
        config.extra.setdefault("scope", "/")
        for page in edition.pages:
            file = File.generated(
                config, page.path, content=page.markdown(), inclusion=InclusionLevel.NOT_IN_NAV
            )
            if page.origin:
                file.edit_uri = f"../{page.origin.file}#L{page.origin.line}"
            files.append(file)
        for asset in edition.assets:
            content = asset.content
            if asset.path.endswith(_PAGE):
                content = self._with_policy(content.decode()).encode()
            files.append(File.generated(config, asset.path, content=content))
        self._name_frame(files)
        return files

    def _name_frame(self, files: Files) -> None:
        """Publish the files of the frame under lasting names, and of the theme what is needed."""
        frame = {file.src_uri: file for file in files if file.src_uri.startswith(_OWN)}
        for path, file in frame.items():
            file.content_bytes = as_published(path, file.content_bytes)
        self._lasting = lasting_names({path: file.content_bytes for path, file in frame.items()})
        for path, name in self._lasting.items():
            frame[path].dest_uri = frame[path].url = name
        for file in list(files):
            if file.src_uri.endswith(".map") or file.src_uri.startswith(_NOT_NEEDED):
                files.remove(file)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - MkDocs calls it so
        """Read the page for the search, leave nothing to Material's own; date it for the sitemap.

        MkDocs dates pages by the clock, and the same commit would give other bytes tomorrow.
        """
        if self.edition is not None:
            page.update_date = self.edition.updated[:_DAY]
        self._texts[page.file.src_uri] = read_main_text(html)
        page.meta["search"] = {"exclude": True}
        return html

    def on_env(
        self,
        env: Environment,
        *,
        config: MkDocsConfig,  # noqa: ARG002 - MkDocs calls it so
        files: Files,  # noqa: ARG002
    ) -> Environment:
        """Refuse a theme whose search box ours cannot stand behind; mark all pages of a preview."""
        env.globals["is_preview"] = self._is_preview
        env.globals["lasting_names"] = self._lasting

        def source(template: str) -> str | None:
            try:
                return env.loader.get_source(env, template)[0] if env.loader else None
            except TemplateNotFound:
                return None

        fault = theme_fault(source)
        if fault:
            raise PluginError(fault)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 - MkDocs calls it so
        """Let the page say what a browser may run of it."""
        return self._with_policy(output)

    def on_post_template(
        self,
        output_content: str,
        *,
        template_name: str,
        config: MkDocsConfig,  # noqa: ARG002 - MkDocs calls it so
    ) -> str:
        """Do the same with the page for what is not there."""
        is_page = template_name.endswith(_PAGE)
        return self._with_policy(output_content) if is_page else output_content

    def _with_policy(self, page: str) -> str:
        return page if self._is_served else with_policy(page)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index of the search; cut out what has been taken down; finish the links."""
        if self.edition is None:
            return
        for asset in build_search(self.edition.pages, self._texts, self.edition.synonyms):
            path = Path(config.site_dir, asset.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(asset.content)
        cut(Path(config.site_dir), self.edition.taken_down, _mounted_at(config))
        if self._names_pages:
            name_pages(Path(config.site_dir), _mounted_at(config))

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002 - MkDocs calls it so
    ) -> TemplateContext:
        """Say in previews what is wrong, and where a page is written if no link leads there."""
        if self._errors:
            context["errors"] = self._errors  # type: ignore[typeddict-unknown-key]
        if self._is_preview and not config.repo_url and page.file.edit_uri:
            context["written_in"] = page.file.edit_uri.removeprefix("../")  # type: ignore[typeddict-unknown-key]
        return context


def build_site(
    settings: Path, edition: Edition, site: Path, *, strict: bool, is_preview: bool
) -> str:
    """Build `edition` with the settings of mkdocs.yml into the folder `site`.

    Every page of a preview says that it is one, and asks search engines to stay away.

    Returns the path under which the site is to be served, that of ``site_url``.
    Raises CannotRunError, with MkDocs' own words, if MkDocs refuses or a part of the frame that
    the site brings along is no template.
    """
    said = _Remembered()
    logging.getLogger("mkdocs").addHandler(said)
    try:
        config = load_config(str(settings), site_dir=str(site), strict=strict)
        plugin = config.plugins.get("disclosure")
        if not isinstance(plugin, DisclosurePlugin):
            message = "mkdocs.yml 的 plugins 里没有 disclosure，请补上"
            raise CannotRunError(message)
        config.plugins.on_startup(command="build", dirty=False)
        plugin.give(edition, is_preview=is_preview)
        build(config)
        config.plugins.on_shutdown()
        return _mounted_at(config)
    except TemplateSyntaxError as error:
        message = f"{error.name} 第 {error.lineno} 行不是模板的写法，请核对花括号：{error.message}"
        raise CannotRunError(message) from error
    except (TemplateError, UnicodeDecodeError) as error:
        message = f"overrides/ 里有文件不能用作模板，请核对花括号和编码（应为 UTF-8）：{error}"
        raise CannotRunError(message) from error
    except (Abort, MkDocsException) as error:
        words = "；".join(said.messages) or str(error)
        message = f"MkDocs 没有建成网站：{words}"
        raise CannotRunError(message) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(said)


class _Remembered(logging.Handler):
    """Keeps what MkDocs warns of, to be said in one sentence."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def overrides_folder() -> Path:
    """Return the folder of the HTML frame: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    shipped = package / "overrides"
    return shipped if shipped.is_dir() else package.parent / "overrides"


def _of_severity(severity: Severity, outcome: Outcome) -> tuple[Problem, ...]:
    return tuple(problem for problem in outcome.problems if problem.severity is severity)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _mounted_at(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "/").path or "/"


def _bring_frames(config: MkDocsConfig) -> None:
    """Put before the theme what the site has in overrides/ of its own, and our frame."""
    folders = (_root(config) / "overrides", overrides_folder())
    frames = [str(folder) for folder in folders if folder.is_dir()]
    dirs, first = config.theme.dirs, 1 if config.theme.custom_dir else 0
    dirs[first:first] = [frame for frame in dict.fromkeys(frames) if frame not in dirs]
