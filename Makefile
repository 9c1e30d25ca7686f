# Everything a developer or a packager does with tt. `make help` lists the targets.
# PREFIX (/usr/local) and DESTDIR say where `install` and `uninstall` work, zshdir where zsh looks for completions there.

PREFIX ?= /usr/local
bindir = $(DESTDIR)$(PREFIX)/bin
mandir = $(DESTDIR)$(PREFIX)/share/man
bashdir = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zshdir ?= $(PREFIX)/share/zsh/site-functions
fishdir = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
docdir = $(DESTDIR)$(PREFIX)/share/doc
RELEASE = .build/release
POLICIES = read-only careful agent
SOURCES = Package.swift Sources Tests
SECONDS = 60

.PHONY: build test lint format check coverage faults powercut store fuzz tsan browser docs picture bench bench-check clients gate \
  install install-sandbox uninstall deb dist packages clean help

build: ## build for release
	swift build -c release --disable-local-rpath

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

store: ## kill callers of a shared store while its server crashes; SECONDS=10 each way
	swift build
	.ci/store $(or $(SECONDS),10)

powercut: ## cut the power after calls, on a file system of its own; needs root
	swift build
	.ci/powercut

gate: ## use tt serve from another account, through sshd and sudo; needs root, openssh-server and sudo
	swift build
	.ci/gate

fuzz: ## give what reads foreign bytes random input, SECONDS (60) for each reader
	.ci/fuzz $(SECONDS)

tsan: ## run what has threads under ThreadSanitizer
	.ci/tsan

browser: ## look at the page of a report in Chromium; needs chromium
	swift build
	.build/debug/tt-sandbox .ci/browser

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

bench: build ## measure speed beside curl and other programs, in one table; needs nginx, jq and curl
	.ci/bench.py

bench-check: build ## the same, and fail beyond the targets
	.ci/bench.py --check

clients: ## let the programs that agents run in, from PyPI, use tt mcp; needs python3-venv
	swift build
	.ci/clients

install: ## install the program, man pages, completions and example policies; builds nothing
	@test -x $(RELEASE)/tt || { echo 'nothing is built yet: run "make build" first' >&2; exit 1; }
	install -d '$(bindir)' '$(bashdir)' '$(DESTDIR)$(zshdir)' '$(fishdir)' '$(docdir)/tt/examples' \
	  $(addprefix '$(mandir)'/man,1 5 7)
	install -m 755 $(RELEASE)/tt '$(bindir)'
	install -m 644 completions/tt.bash '$(bashdir)/tt'
	install -m 644 completions/_tt '$(DESTDIR)$(zshdir)/_tt'
	install -m 644 completions/tt.fish '$(fishdir)/tt.fish'
	for section in 1 5 7; do install -m 644 man/*.$$section '$(mandir)'/man$$section; done
	install -m 644 README.md '$(docdir)/tt'
	for kind in $(POLICIES); do $(RELEASE)/tt policy init $$kind > '$(docdir)'/tt/examples/$$kind.json || exit; done
	chmod 644 '$(docdir)'/tt/examples/*

install-sandbox: ## install the emulator of the service for tests
	@test -x $(RELEASE)/tt-sandbox || { echo 'nothing is built yet: run "make build" first' >&2; exit 1; }
	install -d '$(bindir)' '$(mandir)/man1'
	install -m 755 $(RELEASE)/tt-sandbox '$(bindir)'
	install -m 644 .packages/tt-sandbox.1 '$(mandir)/man1'

uninstall: ## remove what install and install-sandbox have installed
	rm -f '$(bindir)/tt' '$(bindir)/tt-sandbox' '$(bashdir)/tt' '$(DESTDIR)$(zshdir)/_tt' '$(fishdir)/tt.fish'
	for page in man/* .packages/tt-sandbox.1; do rm -f '$(mandir)'/man$${page##*.}/$${page##*/}; done
	rm -rf '$(docdir)/tt'

deb: build ## make tt_VERSION_ARCH.deb and tt-sandbox_VERSION_ARCH.deb in .build/packages
	.packages/build deb

dist: build ## make tarballs of the same with an install.sh, for other Linux systems
	.packages/build dist

packages: deb dist ## make all packages and test them in fresh Debian systems; needs root, debootstrap and lintian
	.ci/packages

clean: ## remove everything that was built
	rm -rf .build .build-*

help: ## list the targets
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "%-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
