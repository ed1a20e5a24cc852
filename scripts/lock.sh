#!/bin/sh
# Pins and hashes the requirement files. No index or host is written into them.
set -eu
bin=$1
compile() {
    "$bin/pip-compile" --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file "$1" $2
}
compile requirements/run.txt "requirements/build.in pyproject.toml"
compile requirements/test.txt requirements/test.in
compile requirements/bench.txt requirements/bench.in
