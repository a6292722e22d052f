# 生成网站只需 make site；其他目标见 make help。

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BROWSERS := chromium chromium-browser google-chrome

export NO_MKDOCS_2_WARNING = 1
# Each start would compile the program anew, and the tests start it a thousand times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve demo check owners merge-driver schema lint test test-all bench bench-publish bench-serving bench-search browser nginx lock clean help

site: $(VENV)/site-ready ## 建立环境并生成网站（site/）
	$(BIN)/disclosure build --strict

serve: $(VENV)/site-ready ## 在本机预览，改动后自动更新：http://127.0.0.1:8000
	$(BIN)/mkdocs serve -a 127.0.0.1:8000

demo: $(VENV)/site-ready ## 生成虚构单位的示例网站（tests/demo/site/）
	$(BIN)/disclosure --root tests/demo --today 2025-12-31 build --strict

check: $(VENV)/site-ready ## 检查 plan.yaml 和 content/
	$(BIN)/disclosure check --strict

owners: $(VENV)/site-ready ## 按 owners.yaml 更新各代码平台的审核人
	for forge in github gitlab gitea; do \
	  $(BIN)/disclosure owners $$forge > .owners-new && mv .owners-new .$$forge/CODEOWNERS \
	  || { cat .owners-new; rm .owners-new; exit 1; }; done

merge-driver: $(VENV)/site-ready ## 让本机的 git 按任务和字段合并方案
	git config merge.disclosure.name 按任务和字段合并方案
	git config merge.disclosure.driver 'if $(BIN)/disclosure --help >/dev/null 2>&1; then $(BIN)/disclosure merge %O %A %B --path %P; else git merge-file --diff3 %A %O %B; fi'

schema: $(VENV)/site-ready ## 登记的单位、主题有变动后，更新编辑器的提示
	$(BIN)/disclosure schema .vscode/plan.schema.json

lint: $(VENV)/test-ready ## 检查代码
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: $(VENV)/test-ready browser nginx ## 运行测试
	$(BIN)/pytest -n 2 -m "not slow"

test-all: $(VENV)/test-ready browser nginx ## 运行全部测试，包括费时的
	$(BIN)/pytest -n 2

bench: $(VENV)/bench-ready ## 与同类工具比较速度
	$(BIN)/python -m benchmarks

bench-search: $(VENV)/bench-ready browser ## 与同类工具比较检索
	$(BIN)/python -m benchmarks.search

bench-publish: $(VENV)/test-ready nginx ## 公布新版本时读者看不看得到差错（需要 nginx）
	$(BIN)/python -m benchmarks.publishing

bench-serving: $(VENV)/test-ready nginx ## 网站送出得多快（需要 nginx、wrk）
	$(BIN)/python -m benchmarks.serving

# The shell of Chromium without windows opens a page at a third of the cost. Where Debian does not
# give it, whatever Chromium is there is used; else the shell that playwright brings.
browser: $(VENV)/test-ready
	@if command -v chromium-headless-shell >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  apt-get install -y -qq chromium-headless-shell fonts-noto-cjk >/dev/null; then exit 0; fi; \
	for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	$(BIN)/playwright install --only-shell chromium

# Tests that need it are left out where it is not, and cannot be, installed.
nginx:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && ! [ -e /etc/nginx/modules-enabled/50-mod-http-brotli-static.conf ]; then \
	  apt-get update -qq && apt-get install -y -qq nginx-light libnginx-mod-http-brotli-static >/dev/null; fi

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/site-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test-ready: requirements-dev.lock $(VENV)/site-ready
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/bench-ready: requirements-bench.lock $(VENV)/test-ready
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bench.lock
	touch $@

lock: $(VENV)/test-ready ## 重新锁定依赖、编译界面文字
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --upgrade --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --extra build --extra dev -c requirements.lock pyproject.toml \
	  -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --extra build --extra dev --extra bench -c requirements-dev.lock \
	  pyproject.toml -o requirements-bench.lock
	$(BIN)/pybabel compile --directory generator/locale

clean: ## 删除生成的文件
	rm -rf site tests/demo/site .site-* $(VENV)

help: ## 显示本说明
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14
