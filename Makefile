# Everything a developer or a packager does with tt. `make help` lists the targets.
# PREFIX (/usr/local) and DESTDIR say where `install` and `uninstall` work.

PREFIX ?= /usr/local
bindir = $(DESTDIR)$(PREFIX)/bin
mandir = $(DESTDIR)$(PREFIX)/share/man
bashdir = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zshdir = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fishdir = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
SOURCES = Package.swift Sources Tests
SECONDS = 60

.PHONY: build test lint format check coverage faults powercut fuzz tsan docs picture bench clients install uninstall clean help

build: ## build for release
	swift build -c release

test: ## run all tests
	swift test

lint: ## check the format of the sources
	swift format lint --strict --recursive $(SOURCES)

format: ## format the sources
	swift format --in-place --recursive $(SOURCES)

# That man/ and completions/ are fresh is one of the tests.
check: lint test ## lint and test: what has to pass before a change goes in

coverage: ## run all tests and print the lines they cover, by module
	.ci/coverage

faults: ## print what each kind of command makes of each fault of the network
	TT_FAULTS=.build/faults.tsv swift test --filter FaultTests/table >/dev/null
	cat .build/faults.tsv

powercut: ## cut the power after calls, on a file system of its own; needs root
	swift build
	.ci/powercut

fuzz: ## give what reads foreign bytes random input, SECONDS (60) for each reader
	.ci/fuzz $(SECONDS)

tsan: ## run what has threads under ThreadSanitizer
	.ci/tsan

docs: ## write the man pages of commands and the completion scripts anew
	swift build --product tt
	swift build --product tt-docs
	rm -f man/*.1
	.build/debug/tt-docs man
	.build/debug/tt completion bash > completions/tt.bash
	.build/debug/tt completion zsh > completions/_tt
	.build/debug/tt completion fish > completions/tt.fish

picture: build ## draw the README's picture from what the commands really print
	.build/release/tt-sandbox python3 .picture/record.py > .picture/tt.svg

bench: build ## measure speed as ratios to curl; needs hyperfine, jq and time
	.build/release/tt-sandbox --events 100000 --tasks 5000 .ci/bench
	.build/release/tt-sandbox .ci/bench-mcp
	TT_BENCH=1 swift test -c release --scratch-path .build-bench -Xswiftc -enable-testing --filter BenchmarkTests

clients: ## let the programs that agents run in, from PyPI, use tt mcp; needs python3-venv
	swift build
	.ci/clients

install: build ## install programs, man pages and completions
	install -d '$(bindir)' '$(bashdir)' '$(zshdir)' '$(fishdir)' $(addprefix '$(mandir)'/man,1 5 7)
	install -m 755 .build/release/tt .build/release/tt-sandbox '$(bindir)'
	install -m 644 completions/tt.bash '$(bashdir)/tt'
	install -m 644 completions/_tt '$(zshdir)/_tt'
	install -m 644 completions/tt.fish '$(fishdir)/tt.fish'
	for section in 1 5 7; do install -m 644 man/*.$$section '$(mandir)'/man$$section; done

uninstall: ## remove what install has installed
	rm -f '$(bindir)/tt' '$(bindir)/tt-sandbox' '$(bashdir)/tt' '$(zshdir)/_tt' '$(fishdir)/tt.fish'
	for page in man/*; do rm -f '$(mandir)'/man$${page##*.}/$${page##*/}; done

clean: ## remove everything that was built
	rm -rf .build .build-*

help: ## list the targets
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
