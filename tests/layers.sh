#!/bin/sh
# Holds to the house's floors (README.md, "Layout"): a file includes only its own floor and lower ones; each library has
# its one place; nothing below the command line writes to stdout; and the README's file map names every source file and
# nothing that is not there. Works from the files, not from git: it runs in a release too.
set -u
LC_ALL=C
export LC_ALL
cd "${srcdir:?}" || exit 1
faults=$(mktemp -d) || exit 1
trap 'rm -rf "$faults"' EXIT
: > "$faults/list"

fault() {
    echo "layers: $*" >> "$faults/list"
}

# The sources, one a line. A folder that is not there yet has none.
sources() {
    find src screens -type f \( -name '*.c' -o -name '*.h' -o -name '*.def' \) 2>/dev/null | sort
}

# --- Floors ---

floor_of() {
    case $1 in
    base) echo 1 ;;
    text) echo 2 ;;
    store) echo 3 ;;
    rules) echo 4 ;;
    domain) echo 5 ;;
    report) echo 6 ;;
    tui) echo 7 ;;
    screens) echo 8 ;;
    cli) echo 9 ;;
    main) echo 10 ;;
    *) echo 0 ;;
    esac
}

# src/store/db.c: store; screens/list.c: screens; src/main.c: main.
folder_of() {
    case $1 in
    src/main.c) echo main ;;
    src/*/*) echo "${1#src/}" | cut -d / -f 1 ;;
    */*) echo "${1%%/*}" ;;
    *) echo - ;;
    esac
}

for file in $(sources); do
    own=$(floor_of "$(folder_of "$file")")
    [ "$own" -gt 0 ] || fault "$file stands in a folder that is no floor"
    for name in $(sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$file"); do
        other=$(floor_of "$(folder_of "src/$name")")
        if [ "$other" -eq 0 ]; then
            fault "$file includes \"$name\", which names no floor (write \"floor/file.h\")"
        elif [ "$other" -gt "$own" ]; then
            fault "$file includes \"$name\" of a higher floor"
        fi
    done
done

# --- Libraries ---

# Only files whose path matches $2 may include a header that matches $1.
only_in() {
    sources | while read -r file; do
        echo "$file" | grep -Eq "$2" && continue
        grep -Eq "^ *# *include *[<\"]($1)[>\"]" "$file" && fault "$file includes a header kept to $3"
    done
}
only_in '(.*/)?sqlite3(ext)?\.h' '^src/store/' 'src/store'
only_in '(.*/)?n?curses[a-z]*\.h' '^src/tui/term\.c$' 'src/tui/term.c'
only_in '(.*/)?(iniparser|dictionary)\.h' '^src/rules/ini\.c$' 'src/rules/ini.c'
# The project's own text/csv.h, tui/term.h and tui/form.h have the libraries' names: told apart by the brackets.
sources | while read -r file; do
    [ "$file" != src/text/csv.c ] && grep -Eq '^ *# *include *<csv\.h>' "$file" &&
        fault "$file includes a header kept to src/text/csv.c"
    grep -Eq '^ *# *include *<(.*/)?(term|panel|form|menu)\.h>' "$file" &&
        fault "$file includes a header kept to src/tui/term.c"
done

# --- Who speaks ---

for file in $(sources); do
    [ "$(floor_of "$(folder_of "$file")")" -lt 9 ] || continue
    grep -En '(^|[^a-zA-Z_>.])(printf|vprintf|puts|putchar)\(|(^|[^a-zA-Z_])stdout([^a-zA-Z_]|$)' "$file" |
        sed "s|^|$file:|" | while read -r where; do
        fault "only the command line writes to stdout: $where"
    done
done

# --- The file map ---

sed -n '/^## File map/,$p' README.md 2>/dev/null | sed '1d; /^## /,$d' | sed -n 's/^- `\([^`]*\)` — ..*/\1/p' > "$faults/map"
[ -s "$faults/map" ] || fault "README.md has no section \"## File map\" with lines \"- \`path\` — words\""
sort "$faults/map" | uniq -d | while read -r path; do
    fault "README.md maps $path twice"
done
while read -r path; do
    [ -e "$path" ] || fault "README.md maps $path, which is not there"
done < "$faults/map"
sources | while read -r file; do
    grep -Fxq "$file" "$faults/map" || fault "README.md does not map $file"
done
# Of data and tests, folders are enough: each file lies in one that is mapped, or is mapped itself.
find data tests -type f 2>/dev/null | sort | while read -r file; do
    path=$file
    while [ "$path" != . ]; do
        grep -Eq "^$(echo "$path" | sed 's/[.]/\\./g')/?\$" "$faults/map" && continue 2
        path=$(dirname "$path")
    done
    fault "README.md maps neither $file nor a folder of it"
done

cat "$faults/list"
if [ -s "$faults/list" ]; then
    echo "layers: $(wc -l < "$faults/list") faults"
    exit 1
fi
echo "layers: $(sources | wc -l) files, $(wc -l < "$faults/map") lines of the map, no fault"
