# Boardpack: `make` builds everything and writes the example packs; `make test` proves it.
PREFIX ?= /usr/local
BUILD = swift build -c release --product boardpack
BOARDPACK = .build/release/boardpack

.PHONY: all setup setup-test build packs data test lint format bench install clean

all: setup build packs

setup:
	@scripts/setup.sh

setup-test:
	@scripts/setup.sh --tests

build:
	$(BUILD)

packs:
	$(BOARDPACK) build content/quarterly-board-pack
	$(BOARDPACK) build content/post-implementation-review

# Writes the committed data of the example packs anew; a test checks that nothing changes.
data:
	swift run -c release ExampleData content/quarterly-board-pack/data

test: build
	swift test

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests templates

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests templates

bench: build
	@scripts/bench.sh $(BOARDPACK)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BOARDPACK) $(DESTDIR)$(PREFIX)/bin/boardpack

clean:
	rm -rf .build
	find output -mindepth 1 ! -name .gitkeep -delete
