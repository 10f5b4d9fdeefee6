# Boardpack: `make` builds everything and writes the example packs; `make test` proves it.
PREFIX ?= /usr/local
# On Linux one static file: it starts twice as fast and runs wherever the same processor family does.
ifeq ($(shell uname -s),Linux)
STATIC = -Xswiftc -static-executable -Xswiftc -use-ld=lld -Xlinker -w
endif
BUILD = swift build -c release --product boardpack $(STATIC)
BOARDPACK = .build/release/boardpack

.PHONY: all setup setup-test build packs gallery data test test-warehouses lint format bench install clean

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

# Every kind of chart in every state, to look at: output/gallery/index.html
gallery: build
	$(BOARDPACK) gallery

# Writes the committed data of the example packs anew; a test checks that nothing changes.
data:
	swift run -c release ExampleData content/quarterly-board-pack/data

test: build
	swift test

# The engines that are too large for every run, and 10 million rows: needs Java 17 for Spark.
test-warehouses:
	@scripts/test-warehouses.sh

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests templates

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests templates

# Compares with the peers that are installed: ROWS=10000000 TURNS=5 make bench
bench: build
	@command -v python3 >/dev/null || { echo "bench: python3 drives the comparison; install it and run this again" >&2; exit 1; }
	swift build -c release --product BenchData
	@python3 scripts/bench.py $(BOARDPACK) .build/release/BenchData

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BOARDPACK) $(DESTDIR)$(PREFIX)/bin/boardpack

clean:
	rm -rf .build
	find output -mindepth 1 ! -name .gitkeep -delete
