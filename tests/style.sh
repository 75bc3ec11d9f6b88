#!/bin/sh
# Holds to what of the style a script can see: short files, functions and lines, no tab and no blank at a line's end, a comment at
# the top of each source, no words left undone, and Chinese for people only inside _().
set -u
cd "${srcdir:?}" || exit 1
list=$(mktemp) || exit 1
trap 'rm -f "$list"' EXIT

# All of it, or the program alone, or with the scripts.
sources() {
    find src screens tests -type f \( -name '*.c' -o -name '*.h' -o -name '*.def' \) 2>/dev/null | sort
}
program() {
    find src screens -type f \( -name '*.c' -o -name '*.h' \) 2>/dev/null | sort
}
written() {
    sources
    find tests -type f -name '*.sh' | sort
    echo bootstrap.sh
}

# Lines "file:line:text" of grep on the standard input's files, with what is wrong before them.
look() {
    what=$1
    shift
    while read -r file; do
        [ -e "$file" ] && grep -Hn "$@" -- "$file" | cut -c 1-160 | sed "s|^|style: $what: |"
    done >> "$list"
}

sources | xargs wc -l | awk '$2 != "total" && $1 > 800 { printf "style: %s has %d lines, over 800\n", $2, $1 }' >> "$list"

# A function's body goes from a line that is { alone to one that begins with }.
sources | xargs awk '
    FNR == 1 { start = 0 }
    /^\{$/ { start = FNR }
    /^}/ && start > 0 { if (FNR - start + 1 > 60) printf "style: %s:%d: a function of %d lines, over 60\n", FILENAME, start, FNR - start + 1
                        start = 0 }' >> "$list"

# Characters, not bytes: in a UTF-8 locale.
sources | LC_ALL=C.UTF-8 look 'over 120 columns' -E '^.{121,}$'
sources | look 'a tab' "$(printf '\t')"
written | look 'a blank at the end' '[[:blank:]]$'
# Written so that this file does not find itself.
written | look 'left undone' -wE 'TO''DO|FIX''ME|XX''X|HA''CK|TB''D'

for file in $(program); do
    head -c 3 "$file" | grep -q '^/\*' || echo "style: $file does not open with a comment" >> "$list"
done

# Words a person reads stand in _(). What is left of a file without its comments and its _() may hold marks but no characters
# (lead bytes E4 to E9), except where words are matched, not said: marks of rules, dates, column names.
for file in $(program); do
    case $file in
    src/rules/outline.c | src/base/clock.c | src/domain/import.c | src/domain/plan.c | src/text/when.c) continue ;;
    esac
    LC_ALL=C awk -v file="$file" '
        { text = text $0 "\n" }
        END {
            gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, "", text)
            gsub(/_\([ \n]*("([^"\\]|\\.)*"[ \nA-Za-z0-9]*)+\)/, "_()", text)
            n = split(text, lines, "\n")
            for (i = 1; i <= n; i++)
                if (lines[i] ~ /[\344-\351]/)
                    printf "style: %s: Chinese outside _(): %s\n", file, lines[i]
        }' "$file" >> "$list"
done

cat "$list"
if [ -s "$list" ]; then
    echo "style: $(wc -l < "$list") faults"
    exit 1
fi
echo "style: $(sources | wc -l) files, no fault"
