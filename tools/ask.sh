#!/bin/sh
# Asks registrars what refs.bib lacks, and puts the change and the report of it into a folder:
#
#     sh tools/ask.sh FOLDER
#
# It prints `changed=true` or `changed=false`. Where some registrar could not be asked (status 1) the
# report says so, and what the others know is proposed.
set -eu
folder=$1
mkdir -p "$folder"
status=0
.venv/bin/python -m publications watch --report "$folder/report.md" --format markdown >&2 || status=$?
[ "$status" -le 1 ]
git diff --no-color --no-ext-diff --no-textconv --src-prefix=a/ --dst-prefix=b/ > "$folder/refs.patch"
if [ -s "$folder/refs.patch" ]
then echo changed=true
else echo changed=false
fi
