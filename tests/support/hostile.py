"""What makes git run programs, pointed at a bait: a configuration, hooks, and the bait itself."""

from pathlib import Path

CONFIG = """
[core]
	fsmonitor = {0}
	hooksPath = {0}.d
	pager = {0}
	sshCommand = {0}
	gitProxy = {0}
	editor = {0}
	askPass = {0}
	alternateRefsCommand = {0}
	attributesFile = {0}.attributes
	worktree = /
[pager]
	log = {0}
	show = {0}
[diff]
	external = {0}
	renames = copies
[diff "evil"]
	textconv = {0}
	command = {0}
[filter "evil"]
	clean = {0}
	smudge = {0}
	process = {0}
	required = true
[merge "evil"]
	driver = {0}
[gpg]
	program = {0}
[gpg "ssh"]
	program = {0}
	defaultKeyCommand = {0}
[log]
	showSignature = true
	follow = true
[alias]
	log = !{0}
	rev-parse = !{0}
	cat-file = !{0}
	ls-tree = !{0}
[include]
	path = {0}.include
[includeIf "gitdir:/"]
	path = {0}.include
[extensions]
	partialClone = origin
[remote "origin"]
	url = ext::{0}
	promisor = true
	uploadpack = {0}
	vcs = evil
[credential]
	helper = !{0}
[mailmap]
	file = {0}
	blob = HEAD:.mailmap
[trace2]
	eventTarget = {0}.trace
	normalTarget = {0}.trace
[submodule "evil"]
	url = ext::{0}
	update = !{0}
	active = true
"""
HOOKS = (
    "post-checkout",
    "post-index-change",
    "reference-transaction",
    "pre-auto-gc",
    "fsmonitor-watchman",
    "post-merge",
)


def set_bait(folder: Path) -> Path:
    """Write a program that leaves the file `ran` beside it when anybody runs it."""
    program = folder / "bait"
    program.write_text(f"#!/bin/sh\ntouch '{folder}/ran'\ncat\n")
    program.chmod(0o755)
    return program
