# The targets of tamis. `make` alone lists them.
SHELL := /bin/bash
export CGO_ENABLED := 0
GO ?= go
BIN := bin/tamis
FLAGS := -trimpath -buildvcs=false -tags urfave_cli_no_docs -ldflags "-s -w"
# Assembly and the tables that are compiled in (internal/scan) count as much as Go does.
SOURCES := $(shell find cmd schema transform export internal -type f -not -name '*_test.go' -not -path '*/testdata/*' 2>/dev/null) go.mod go.sum
RECIPE ?=
PAGE ?=
FUZZTIME ?= 10s

.DEFAULT_GOAL := help
.PHONY: help build test check demo story laws golden reference interop bench release fuzz race seeds copies quality language ftfy parity perplexity clean labels presets

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

build: $(BIN) ## build bin/tamis, one static binary

$(BIN): $(SOURCES)
	$(GO) build $(FLAGS) -o $@ ./cmd/tamis

test: check ## all tests; needs Go alone
	$(GO) test -timeout 30m ./...

check: ## format, vet, import rule, goldens and reference without drift
	@test -z "$$(gofmt -l bench cmd schema transform export internal testdata)" || { gofmt -l bench cmd schema transform export internal testdata; echo "not formatted: run gofmt -w"; exit 1; }
	$(GO) vet ./...
	$(GO) test -timeout 30m ./internal/arch ./transform/...

demo: $(BIN) ## the main job: the documents of testdata to a verified release
	@bash testdata/demo.sh $(BIN)

story: $(BIN) ## three releases in which no document that stays changes its split (docs/splits.md)
	@bash testdata/story/story.sh $(BIN)

golden: ## rewrite the goldens; read git diff before you believe them
	$(GO) test ./transform/catalog -run Golden -update
	$(GO) test ./internal/recipe -run Golden -rewrite

reference: ## rewrite docs/reference.md from the specs
	$(GO) test ./transform/catalog -run Reference -update

interop: $(BIN) ## load a release with pandas, pyarrow, DuckDB, polars and datasets (installs them)
	@bash interop/run.sh $(BIN)

bench: $(BIN) ## speed and memory beside the peers (installs them); PAGE=mend for one page; numbers to docs/bench/
	@bash bench/run.sh $(BIN) $(PAGE)

quality: ## precision and recall of what mends and redacts; numbers to docs/bench/quality.md
	@bash bench/quality/run.sh

labels: ## precision and recall of the labels of structure and facts; numbers to docs/bench/labels.md
	@$(GO) run ./bench/labels

presets: ## SEEDS=folder: the recipes of published rules over testdata and those documents; docs/bench/presets.md
	@$(GO) run ./bench/presets $(if $(SEEDS),-seeds $(SEEDS))

language: ## NTREX=folder SEEDS=folder: accuracy and cost of label.language beside its peers (installs them)
	@bash bench/language/run.sh $(NTREX) $(SEEDS)

ftfy: ## clean.mojibake beside the installed ftfy over 240,000 texts (installs it)
	@bash interop/ftfy/run.sh

parity: $(BIN) ## words, sentences and filters beside the installed datatrove and spaCy; docs/bench/parity.md (installs them)
	@bash interop/parity/run.sh $(BIN)

perplexity: $(BIN) ## label.perplexity beside the installed KenLM; docs/bench/perplexity.md (installs it)
	@bash interop/perplexity/run.sh $(BIN)

fuzz: ## every fuzz target for FUZZTIME (10s)
	@bash .ci/fuzz $(FUZZTIME)

laws: ## the property tests with new cases each time
	LAWS_SEED=0 $(GO) test -count=1 $$(grep -rl internal/laws --include=main_test.go . | xargs -n1 dirname)

race: ## the laws under the race detector
	CGO_ENABLED=1 $(GO) test -race ./schema ./internal/... ./export ./transform/...

seeds: $(BIN) ## SEEDS=folder: build twice with different workers, verify, replay, compare
	@bash .ci/seeds $(BIN) $(SEEDS)

# The stand-ins are documents of testdata that say different things.
copies: $(BIN) ## 20 mangled copies of each text of SEEDS=folder: all found, the survivor as declared
	@bash .ci/copies $(BIN) $(or $(SEEDS),testdata/documents/news/grain-treaty.txt testdata/documents/news/bridge-talks-1.txt testdata/documents/news/harbour-strike.txt testdata/documents/web/fishing-quota.txt testdata/documents/web/recycling.txt)

# make release RECIPE=path builds what the recipe declares; the stamp and the list of inputs that
# tamis writes let make see that nothing changed.
STAMP := build/release/$(subst /,_,$(basename $(RECIPE))).stamp
-include $(STAMP:.stamp=.d)

release: ## RECIPE=path: build a release; does nothing the second time
	@test -n "$(RECIPE)" || { echo "usage: make release RECIPE=path/to/recipe.yaml"; exit 2; }
	@$(MAKE) --no-print-directory $(STAMP)

$(STAMP): $(RECIPE) | $(BIN)
	@mkdir -p $(@D)
	$(BIN) run $(RECIPE) --stamp $@ --depfile $(@:.stamp=.d)

clean: ## remove what was built
	rm -rf bin build
