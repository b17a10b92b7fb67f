# make run   建好环境、索引 seeds/、在 http://127.0.0.1:8000 提供检索（PORT=、HOST= 可改）
# make test  装好测试所需，运行代码检查、类型检查与全部测试
# make soak  反复杀死 reindex、backup 和 restore、边重建边检索、损坏每个索引文件、查五万条任意的文字、五万个造出的请求（约一小时；SOAK=short 约两分钟）
# make bench 与其他检索引擎并排测速，结果写入 tests/benchmarks/results.json（BENCH= 可加选项）
# make audit 查依赖有没有已知的漏洞：有则失败，查不到数据则说明
# make lock  按 pyproject.toml 重写锁文件和 README 里的许可清单（LOCK=--upgrade 升级到范围内最新）
# make catalogues 把界面上新写的话收进 searchapp/web/translations/ 的译文目录：繁体自动转换，英文待译的留空

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
SOAK ?= full
LOCK ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --quiet --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 \
	--no-annotate --no-header --generate-hashes $(LOCK)

.PHONY: run test lint soak bench audit lock catalogues clean

run: $(VENV)/.installed
	$(BIN)/searchapp reindex
	$(BIN)/searchapp serve --host $(HOST) --port $(PORT)

# In the order of their names, in which the longest, those in a browser, come first.
test: lint
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

soak: $(VENV)/.test-installed
	SOAK=$(SOAK) $(BIN)/pytest -m soak -rP

lint: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/.installed: pyproject.toml requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps -e .
	touch $@

$(VENV)/.test-installed: $(VENV)/.installed requirements-test.txt
	$(INSTALL) --require-hashes -r requirements-test.txt
	touch $@

bench: $(VENV)/.bench-installed
	$(BIN)/python -m tests.benchmarks $(BENCH)

$(VENV)/.bench-installed: $(VENV)/.installed
	$(INSTALL) -e '.[bench]'
	touch $@

audit: $(VENV)/.test-installed
	$(BIN)/python -m tests.supply.audit

lock: $(VENV)/.installed
	$(INSTALL) 'uv>=0.9,<1'
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra test -o requirements-test.txt
	$(MAKE) $(VENV)/.test-installed
	$(BIN)/python -m tests.supply.licences

catalogues: $(VENV)/.installed
	$(BIN)/python -m searchapp.web.catalogues
	$(BIN)/pybabel --quiet compile --domain messages --directory searchapp/terminal/translations

clean:
	rm -rf $(VENV) build dist *.egg-info
