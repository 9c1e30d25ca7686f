# Everything a developer or a packager does with tt.
#   make build | test | lint | install [PREFIX=/usr/local] [DESTDIR=] | uninstall

PREFIX ?= /usr/local
bindir = $(DESTDIR)$(PREFIX)/bin
SOURCES = Package.swift Sources Tests

.PHONY: build test lint format install uninstall

build:
	swift build -c release

test:
	swift test

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

install: build
	install -d '$(bindir)'
	install -m 755 .build/release/tt .build/release/tt-sandbox '$(bindir)'

uninstall:
	rm -f '$(bindir)/tt' '$(bindir)/tt-sandbox'
