# Everything a developer or a packager does with tt.
#   make build | test | lint | install [PREFIX=/usr/local] [DESTDIR=] | uninstall

PREFIX ?= /usr/local
bindir = $(DESTDIR)$(PREFIX)/bin
mandir = $(DESTDIR)$(PREFIX)/share/man
bashdir = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zshdir = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fishdir = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
SOURCES = Package.swift Sources Tests

.PHONY: build test lint format docs picture bench install uninstall

build:
	swift build -c release

test:
	swift test

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

# Writes man/ and completions/ anew from the command table; a test fails when they are stale.
docs:
	swift build --product tt
	rm -f man/* completions/*
	for page in $$(.build/debug/tt help --man); do .build/debug/tt help --man $$page > man/$$page; done
	.build/debug/tt completion bash > completions/tt.bash
	.build/debug/tt completion zsh > completions/_tt
	.build/debug/tt completion fish > completions/tt.fish

# Draws the README's picture from what the commands really print.
picture: build
	.build/release/tt-sandbox python3 .picture/record.py > .picture/tt.svg

# Speed as ratios to curl, in the sandbox; needs hyperfine, jq and time.
bench: build
	.build/release/tt-sandbox --events 100000 --tasks 5000 .ci/bench
	.build/release/tt-sandbox .ci/bench-mcp
	TT_BENCH=1 swift test -c release --scratch-path .build-bench -Xswiftc -enable-testing --filter BenchmarkTests

install: build
	install -d '$(bindir)' '$(bashdir)' '$(zshdir)' '$(fishdir)' $(addprefix '$(mandir)'/man,1 5 7)
	install -m 755 .build/release/tt .build/release/tt-sandbox '$(bindir)'
	install -m 644 completions/tt.bash '$(bashdir)/tt'
	install -m 644 completions/_tt '$(zshdir)/_tt'
	install -m 644 completions/tt.fish '$(fishdir)/tt.fish'
	for section in 1 5 7; do install -m 644 man/*.$$section '$(mandir)'/man$$section; done

uninstall:
	rm -f '$(bindir)/tt' '$(bindir)/tt-sandbox' '$(bashdir)/tt' '$(zshdir)/_tt' '$(fishdir)/tt.fish'
	for page in man/*; do rm -f '$(mandir)'/man$${page##*.}/$${page##*/}; done
