# The site's commands; `make` lists them. For GNU make 3.81 or newer and Python 3.11 or newer.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
# INSTALL=no: nothing is installed, neither with apt nor into .venv; what is missing is named.
INSTALL ?= yes
# What makes the site of mkdocs.yml: mkdocs, properdocs or zensical.
BUILDER ?= mkdocs
BASE ?= main
# How long make fuzz tries random inputs.
SECONDS ?= 240
VENV := .venv
PY := $(VENV)/bin/python
UV := uv==0.13.9

# Material 9 prints a banner about MkDocs 2 at every build.
export NO_MKDOCS_2_WARNING := 1

# The site's address where it is not the one in mkdocs.yml, and where the repository's files are
# edited; an empty one counts as none. mkdocs.yml reads the long names only: the short ones may be in
# somebody's environment for something else, and a bare `mkdocs build` is not to follow them.
PUBLICATIONS_SITE_URL ?= $(value SITE_URL)
PUBLICATIONS_EDIT_URL ?= $(value EDIT_URL)
export PUBLICATIONS_SITE_URL PUBLICATIONS_EDIT_URL
ifeq ($(strip $(PUBLICATIONS_SITE_URL)),)
unexport PUBLICATIONS_SITE_URL
endif
ifeq ($(strip $(PUBLICATIONS_EDIT_URL)),)
unexport PUBLICATIONS_EDIT_URL
endif

ifeq ($(filter $(BUILDER),mkdocs properdocs zensical),)
$(error BUILDER is $(BUILDER) (allowed: mkdocs, properdocs, zensical))
endif

# The other builders are installed with the tests.
builder := $(VENV)/$(if $(filter mkdocs,$(BUILDER)),.site,.dev)
strict := $(if $(STRICT), --strict)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build check cv check-owner paper watch lock-urls changes test quick
.PHONY: findings lint types format lock wheel clean browser again
.PHONY: fuzz screenshots images audit bench measure reference

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ------------------------------------------------------------------ the site

serve: $(builder) ## preview the site at http://127.0.0.1:8000, rebuilt at each change (ADDRESS=…)
	@$(PY) -m tools.listening '$(ADDRESS)'
	$(serve-$(BUILDER))

serve-mkdocs = $(PY) -m mkdocs serve --livereload --dev-addr $(ADDRESS)
serve-properdocs = $(PY) -m properdocs serve -f mkdocs.yml --dev-addr $(ADDRESS)
define serve-zensical
@$(PY) -m publications generate docs --watch & watch=$$!; site=.site.$$$$.00000000.new; \
	trap 'kill $$watch; rm -rf $$site' EXIT; \
	until [ -e docs/publications/.generated.json ]; do kill -0 $$watch || exit 1; sleep 0.1; done; \
	PUBLICATIONS_SITE_DIR=$$site $(PY) -m zensical serve --dev-addr $(ADDRESS)
endef

# Built beside the old site, then put in its place: a build that fails or is killed leaves the old one.
build: $(builder) ## build the site into site/ (STRICT=1: warnings are errors)
	@$(PY) -m tools.build $(BUILDER)$(strict)
	@echo 'site/ is ready (to look at it: $(PY) -m http.server --bind 127.0.0.1 --directory site)'

check: $(VENV)/.site ## report what is wrong in refs.bib and the pages (STRICT=1, FORMAT=github or json)
	$(PY) -m publications check $(if $(FORMAT),--format $(FORMAT)) $(if $(STRICT),--strict)

cv: $(VENV)/.site ## write cv.pdf, the PDF of docs/cv.md, here
	$(PY) -m publications pdf

# After Ctrl-C the status is 130, which make would report as a failure of the recipe.
paper: $(VENV)/.site ## add ID=… (DOI, arXiv id, address), FILE=…, CLIPBOARD=1 or pasted BibTeX
	@trap : INT; $(PY) -m publications add --by-make $(paper-options) -- $(paper-ids) \
		|| { status=$$?; [ $$status = 130 ] || exit $$status; }

watch: $(VENV)/.site ## ask ORCID, dblp, arXiv and Crossref what refs.bib lacks (DRY_RUN=1 only shows it)
	$(PY) -m publications watch $(if $(DRY_RUN),--dry-run)

quoted = '$(subst ','\'',$(1))'
# `value`, because a DOI may hold a dollar sign.
paper-ids = $(foreach id,$(value ID),$(call quoted,$(id)))
paper-options = $(if $(value FILE),--file=$(call quoted,$(value FILE))) \
	$(if $(value BIB),--bib=$(call quoted,$(value BIB))) \
	$(if $(CLIPBOARD),--clipboard) $(if $(KEEP_BOTH),--keep-both) $(if $(YES),--yes) \
	$(if $(DRY_RUN),--dry-run)

ifneq ($(filter paper,$(MAKECMDGOALS)),)
# `make paper FILE=$works` without such a variable is not meant to wait for a paste.
$(foreach name,ID FILE BIB,$(if $(filter command,$(firstword $(origin $(name)))),\
	$(if $(strip $(value $(name))),,$(error make paper: $(name) is empty))))
paper-words := $(filter 0% 1% 2% arXiv:% arxiv:% doi:% http:% https:% %.bib,$(MAKECMDGOALS))
ifneq ($(paper-words),)
$(error make paper cannot tell what '$(paper-words)' is: write \
	make paper $(if $(filter %.bib,$(paper-words)),FILE,ID)='$(paper-words)')
endif
endif

# A conflict in the file would stop the build, which alone knows every address.
lock-urls: $(builder) ## add every address of the site to publications.lock
	@$(PY) -m publications lock-urls --mend
	@$(MAKE) --no-print-directory build
	$(PY) -m publications lock-urls site

# Only the table goes to standard output: the workflow puts it into the summary of a pull request.
changes: $(VENV)/.site ## list what was added, changed and removed since BASE (a commit; default: main)
	@base=$$(mktemp -d) && trap 'rm -rf "$$base"' EXIT \
		&& git archive --output="$$base/base.tar" $(BASE) && tar -xf "$$base/base.tar" -C "$$base" \
		&& $(PY) -m publications changes "$$base"

# ------------------------------------------------------------------ the code

wheel: $(VENV)/.site ## build the package's wheel into dist/
	@rm -rf build dist
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

# On all cores, each file on one of them: its tests share what they build. The order is that of
# tests/conftest.py.
pytest = $(PY) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Types are looked at meanwhile, and their findings are shown at the end. What the tests start reads
# the package as bytecode, which Python is not to leave out.
test quick: export PYTHONDONTWRITEBYTECODE :=
test: browser findings lint ## judge the package and the theme: lint, types, tests (five minutes)
	@echo '$(pytest)'
	@$(PY) -m mypy > $(VENV)/types 2>&1 & mypy=$$!; trap "kill $$mypy 2>/dev/null" EXIT; \
		CHROME="$$($(find-browser))" $(pytest); tests=$$?; \
		wait $$mypy; types=$$?; trap - EXIT; echo '$(PY) -m mypy'; cat $(VENV)/types; [ $$tests$$types = 00 ]

# They are shown and decide nothing: the tests have a site of their own.
findings: $(VENV)/.site
	@echo 'make test takes about five minutes. First the findings of make check, which no test asks for:'
	@$(PY) -m publications check --strict || true

quick: $(VENV)/.dev ## the tests that need neither browser nor other builders (half a minute)
	$(pytest) -m 'not (browser or builders or slow or owner)'

# Fails at the first input that is not taken, which is left in .fuzz; the seed makes it again.
fuzz: $(VENV)/.dev ## try random answers, BibTeX, pages and maths, four minutes (SECONDS=…, SEED=…, FUZZERS=names)
	$(PY) -m tests.fuzzing --seconds $(SECONDS) $(if $(SEED),--seed $(SEED)) $(FUZZERS)

check-owner: $(VENV)/.dev ## hold the pages against tests/test_owner.py: the facts of their owner
	$(PY) -m pytest -m owner tests/test_owner.py

bench: $(if $(ONLY)$(NUMBERS),,browser) $(VENV)/.dev $(VENV)/.uv ## measure speed beside peers: benchmarks/RESULTS.md (ONLY=hugo,…: print)
	CHROME="$$($(find-browser))" $(PY) -m benchmarks.run $(if $(ROUNDS),--rounds $(ROUNDS)) \
		$(if $(NUMBERS),--numbers $(NUMBERS)) $(if $(ONLY),--only '$(ONLY)')

reference: $(VENV)/.dev ## write the tables of REFERENCE.md, and the theme's words, from the package
	$(PY) -m tools.reference

measure: $(VENV)/.dev ## figures of the package's code: lines, decisions, imports, docstrings
	$(PY) -m tools.measure

lint: $(VENV)/.dev ## run ruff: rules and format
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(VENV)/.dev ## run mypy on package, tests and tools
	$(PY) -m mypy

format: $(VENV)/.dev ## fix what ruff can fix
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

# ------------------------------------------------------------------ the look

screenshots: browser $(VENV)/.dev ## pictures of the site, in screenshots/, and the one of README.md
	CHROME="$$($(find-browser))" $(PY) -m tools.screenshots

images: browser $(VENV)/.dev ## draw the card of shared links and the icons
	CHROME="$$($(find-browser))" $(PY) -m tools.images

# Not part of make test: it takes a quarter of a minute a page, and needs Java and Node.
audit: browser $(VENV)/.dev ## check each page with the Nu HTML checker, Lighthouse and axe
	CHROME="$$($(find-browser))" $(PY) -m tools.audit $(PAGES)

# ------------------------------------------------------------------ versions

# Pins stay as they are where pyproject.toml still allows them. The installed site is not
# needed: pins that no longer fit must not keep one from making better ones. The locks repeat the
# pins with the hashes of all files, for every system and Python; what builds the package is in them.
lock: $(VENV)/.uv ## write requirements* from pyproject.toml (UPGRADE=1: newest versions)
	$(call compile,requirements.txt,the site,pyproject.toml --extra mkdocs --extra bibtex)
	$(call compile,$(new-site),a new site,pyproject.toml --extra mkdocs --constraint requirements.txt)
	$(call compile,requirements-dev.txt,the tests,--group dev --constraint requirements.txt,-r requirements.txt)
	@echo '-e .' >> requirements.txt
	$(call hashes,requirements.lock,requirements.txt)
	$(call hashes,requirements-dev.lock,requirements-dev.txt)

new-site := publications/starter/files/versions.txt
uv-compile = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --no-header
build-requires := import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")

define compile
$(uv-compile) --annotation-style line $(if $(UPGRADE),--upgrade) --output-file $(1) $(3)
@{ echo '# Exact versions for $(2), made from pyproject.toml: make lock'; \
	echo '$(4)'; cat $(1); } | sed '/^$$/d' > $(1).new && mv $(1).new $(1)
endef

define hashes
@$(PY) -c '$(build-requires)' | $(uv-compile) --generate-hashes --no-annotate \
	--no-emit-package publications --output-file $(1) $(2) - > /dev/null
@{ echo '# $(2) with hashes, and what builds the package: make lock'; cat $(1); } > $(1).new \
	&& mv $(1).new $(1)
endef

clean: ## remove everything that make created
	[ ! -x $(PY) ] || $(PY) -m publications generate docs --remove || true
	rm -rf $(VENV) .audit .fuzz screenshots site .site.* .cache build *.egg-info
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------ what the commands need

# The stamps, not the folder, are the targets: one is written when its install is whole, so
# an interrupted one is done again. .site holds the folder's path, because an environment that
# was moved still points to the old place; .python holds which Python the environment is made of.
ifneq ($(shell cat $(VENV)/.site 2>/dev/null),$(CURDIR))
$(VENV)/.site: again
endif

# A PYTHON that is named, on the command line or in the environment, makes .venv anew where .venv is
# of another one. The default makes it only where there is none.
identity := import sys; print(sys.version.split()[0], sys.base_prefix)
ifeq ($(strip $(PYTHON)),)
override PYTHON := python3
endif
python-is-named := $(filter command environment,$(firstword $(origin PYTHON)))
ifneq ($(python-is-named),)
ifneq ($(shell cat $(VENV)/.python 2>/dev/null),$(shell $(PYTHON) -c '$(identity)' 2>/dev/null))
$(VENV)/.python: again
endif
endif
ifneq ($(shell [ -x $(PY) ] && echo it is there),it is there)
$(VENV)/.python: again
endif

# setuptools warns at every editable install that the folder may shadow the package: it does.
pip-install = PYTHONWARNINGS=ignore $(PY) -m pip install --quiet --disable-pip-version-check

$(VENV)/.python:
	@$(may-install)
	@$(make-venv)
	@$(PY) -c '$(identity)' > $@

# Nothing but wheels with known hashes: no code of theirs runs before they are compared.
pip-install-lock = $(pip-install) --require-hashes --only-binary :all: --requirement

$(VENV)/.site: $(VENV)/.python requirements.lock pyproject.toml
	@$(may-install)
	@rm -f $(VENV)/.site $(VENV)/.dev
	$(pip-install-lock) requirements.lock
	$(pip-install) --no-deps --no-build-isolation --editable .
	@echo '$(CURDIR)' > $@

$(VENV)/.dev: $(VENV)/.site requirements-dev.lock
	@$(may-install)
	$(pip-install-lock) requirements-dev.lock
	@touch $@

$(VENV)/.uv: $(VENV)/.python Makefile
	@$(may-install)
	$(pip-install) $(UV)
	@touch $@

may-install = if [ '$(INSTALL)' = no ]; then \
	echo 'INSTALL=no, but $(VENV) is missing or not up to date: run this command without INSTALL=no' >&2; \
	exit 1; \
fi

# Debian's Python comes without ensurepip, and so without pip for the environment; its pip,
# where there is one, can reach in from outside.
define make-venv
if $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { [ -z '$(python-is-named)' ] \
		|| [ "$$($(PY) -c '$(identity)')" = "$$($(PYTHON) -c '$(identity)' 2>/dev/null)" ]; }; \
then exit 0; fi; \
if ! command -v $(PYTHON) >/dev/null; then \
	echo 'No $(PYTHON) here. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3' >&2; \
	exit 1; \
fi; \
if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	echo "$(PYTHON) is $$($(PYTHON) --version 2>&1 | head -n 1), but Python 3.11 or newer is needed:" \
		'install one, or name it: make PYTHON=/path/to/python3' >&2; \
	exit 1; \
fi; \
if [ -e $(VENV) ]; then \
	echo "Making $(VENV) anew with $(PYTHON), $$($(PYTHON) --version) (about a minute)"; \
else echo 'Making $(VENV) (once, about a minute)'; fi; \
trap 'rm -rf $(VENV)' EXIT; trap 'exit 1' HUP INT TERM; \
rm -rf $(VENV); \
if $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null && $(PYTHON) -m venv $(VENV); then :; \
elif $(PYTHON) -m pip --version >/dev/null 2>&1 \
	&& $(PYTHON) -m venv --without-pip $(VENV) \
	&& $(PYTHON) -m pip --python $(PY) install --quiet --disable-pip-version-check pip; then :; \
elif $(call apt-install,python3-venv,to make $(VENV)) && $(PYTHON) -m venv $(VENV); then :; \
else \
	echo '$(PYTHON) cannot make a virtual environment: its modules venv or ensurepip are missing.' >&2; \
	echo 'On Debian and Ubuntu: sudo apt install python3-venv, then this command again.' >&2; \
	exit 1; \
fi; \
trap - EXIT
endef

# The browser for the tests: CHROME, or the first of these.
find-browser = for browser in "$$CHROME" google-chrome google-chrome-stable chromium chromium-browser \
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
	/Applications/Chromium.app/Contents/MacOS/Chromium; \
	do [ -z "$$browser" ] || ! command -v "$$browser" || exit 0; done; exit 1

# With INSTALL=no one line names all that the tests lack.
browser:
	@if [ '$(INSTALL)' = no ]; then \
		venv=$$($(MAKE) --question $(VENV)/.dev INSTALL=yes >/dev/null 2>&1 \
			|| echo '$(VENV) with requirements-dev.txt'); \
		browser=$$( ($(find-browser)) >/dev/null || echo 'a browser (CHROME=/path/to/it names one)'); \
		if [ -n "$$venv$$browser" ]; then \
			echo "INSTALL=no, and the tests lack $$venv$${venv:+$${browser:+ and }}$$browser." \
				'All but the tests in a browser: make quick' >&2; \
			exit 1; \
		fi; \
	fi
	@if [ -n "$$CHROME" ] && ! command -v "$$CHROME" >/dev/null; then \
		echo "CHROME is set to $$CHROME, which is no program." >&2; exit 1; \
	fi
	@if ! ($(find-browser)) >/dev/null \
		&& ! { $(call apt-install,chromium,for the tests; CHROME=/path/to/another names one); }; then \
		echo 'The tests need a browser: install Google Chrome or Chromium' >&2; \
		echo '(Debian: sudo apt install chromium), or name one: make test CHROME=/path/to/it' >&2; \
		exit 1; \
	fi

# Root, or a sudo that asks for nothing, and apt: a container, a machine of a CI service.
apt-install = [ -n "$$(command -v apt-get)" ] \
	&& { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; } \
	&& sudo=$$([ "$$(id -u)" = 0 ] || echo sudo -n) \
	&& echo 'Installing $(1) on this machine with apt ($(2); INSTALL=no installs nothing)' \
	&& $$sudo apt-get update -qq \
	&& $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(1)
