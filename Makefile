# make run: the dashboard.  make test: everything that must hold.  README.md has the same in plain commands.
PYTHON ?= python3
ENV := .venv
IN_ENV := $(ENV)/bin/python
PIP := $(IN_ENV) -m pip install --quiet --no-deps --no-compile --disable-pip-version-check
LOCALE := sydata/locale/zh_CN/LC_MESSAGES/messages
export PYTHONUTF8 := 1
# What runs on SQLite and on PostgreSQL: the store always, whoever opens one in test-all.
ON_POSTGRESQL := SYDATA_TEST_STORE=postgresql
STORE_TESTS := tests/store
# Files of tests go to as many processes as there are cores; one file stays with one, which starts its servers once.
PYTEST = $(IN_ENV) -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile
STORE_USERS := tests/pages tests/journeys tests/samples $(wildcard tests/test_cli*.py tests/test_asking.py)

.DELETE_ON_ERROR:
.PHONY: run test test-all check system bench pictures messages docs sample bundle requirements clean

run: $(ENV)/run.stamp
	$(IN_ENV) -m sydata serve

test: system $(ENV)/test.stamp check
	$(PYTEST)
	$(ON_POSTGRESQL) $(PYTEST) $(STORE_TESTS)

# With the clerk's whole fortnight in a browser, too, and all that opens a store on PostgreSQL as well.
test-all: system $(ENV)/test.stamp check
	$(PYTEST) -m "long or not long"
	$(ON_POSTGRESQL) $(PYTEST) -m "long or not long" $(STORE_TESTS) $(STORE_USERS)

check: $(ENV)/test.stamp
	$(IN_ENV) -m ruff check .
	$(IN_ENV) -m ruff format --check .
	$(IN_ENV) -m mypy

# What the tests drive beside Python: a browser, Chinese letters, LibreOffice.
system: $(ENV)/test.stamp
	sh scripts/system_packages.sh $(IN_ENV)

bench: $(ENV)/run.stamp
	$(IN_ENV) -m benchmarks

pictures: system
	$(IN_ENV) -m scripts.pictures docs/images
	$(IN_ENV) -m scripts.guide_pictures docs/images

# The parts of docs/design.md that say what the catalog holds.
docs: $(ENV)/run.stamp
	$(IN_ENV) -m scripts.tables docs/design.md

sample: $(ENV)/run.stamp
	$(IN_ENV) -m sydata.sample sample_data

# One archive that installs without network (dist/): BUNDLE="--platform win_amd64" for Windows, "--server" with
# what many offices need.
bundle: $(ENV)/run.stamp
	$(IN_ENV) -m scripts.bundle dist $(BUNDLE)

messages: $(ENV)/test.stamp
	$(IN_ENV) -m babel.messages.frontend extract --no-location --sort-output --omit-header \
	  --output $(ENV)/messages.pot app.py pages sydata
	$(IN_ENV) -m babel.messages.frontend update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	  --locale zh_CN --input-file $(ENV)/messages.pot --output-file $(LOCALE).po
	$(IN_ENV) -m babel.messages.frontend compile --statistics --locale zh_CN \
	  --input-file $(LOCALE).po --output-file $(LOCALE).mo

# After a change to a requirements*.in file; needs uv, which nothing else does.
requirements:
	for part in "" -test -server; do \
	  uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url \
	    --no-emit-find-links requirements$$part.in --output-file requirements$$part.txt || exit 1; \
	done

clean:
	rm -rf $(ENV)

# The environment, made again when the wanted packages change. The lists are complete and pinned, so pip has
# nothing to resolve (--no-deps); Python compiles what it imports when it first does, which is a fraction of it.
$(ENV)/made.stamp:
	sh scripts/environment.sh "$(PYTHON)" $(ENV)
	touch $@

$(ENV)/run.stamp: requirements.txt $(ENV)/made.stamp
	@echo "Installing what sydata needs; this takes about a minute …"
	$(PIP) --requirement requirements.txt
	touch $@

# The tests also try what only a server has.
$(ENV)/test.stamp: requirements-test.txt requirements-server.txt $(ENV)/run.stamp
	$(PIP) --requirement requirements-test.txt --requirement requirements-server.txt
	touch $@
