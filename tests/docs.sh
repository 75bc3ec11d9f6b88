#!/bin/bash
# Holds the man pages and the bash completion to the program: nothing that --help prints, that the rule format takes or that
# the config file takes may be missing from them, the list of keys in zeren(1) is that of `zeren keys`, and the example in
# zeren-rules(5) must pass the checker. With GENERATE=1 in the environment the list of keys is written anew.
#
# Environment: srcdir, the source root (default: the folder above this script); zeren, the built program.
set -u
cd "${srcdir:-$(dirname "$0")/..}" || exit 1
src=$PWD
case ${zeren:?the path of the built program} in /*) ;; *) zeren=$OLDPWD/$zeren ;; esac
page1=$src/data/man/zeren.1 page5=$src/data/man/zeren-rules.5 completion=$src/data/completion/zeren
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C.UTF-8 HOME=$tmp XDG_DATA_HOME=$tmp/share XDG_CONFIG_HOME=$tmp/etc ZEREN_DATADIR=$src/data
export ZEREN_STORE=$tmp/x.db
unset POSIXLY_CORRECT
failed=0

fail()
{
    echo "docs.sh: $*" >&2
    failed=1
}

# --- Reading ---

# A page as a reader sees its characters: no comments, no fonts, \- as -.
plain()
{
    sed -e '/^\.\\"/d' -e 's/\\f.//g' -e 's/\\&//g' -e 's/\\-/-/g' "$1"
}

# has TEXT WORD: whether the word stands in the text, not as a part of a longer one.
has()
{
    grep -qE -- "(^|[^A-Za-z0-9_-])$2($|[^A-Za-z0-9_-])" <<<"$1"
}

# heading TEXT "START OF HEADING" [NTH]: the part of a page below the NTH heading that starts so, up to the next heading.
part()
{
    awk -v start="$2" -v nth="${3:-1}" '/^\.S[HS] / { on = index($0, start) == 1 && ++seen == nth; next } on' <<<"$1"
}

commands()
{
    "$zeren" --help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p'
}

# Long options, and short ones, that a sub-command's help (or, without an argument, the general one) lists.
options()
{
    "$zeren" "$@" --help | sed -n 's/^  \(-.*\)/\1/p' | grep -oE -- '^(-[a-z], )?--[a-z-]+' | tr -d ',' | tr ' ' '\n'
}

# What the usage line offers literally: add|list|remove, check …
operands()
{
    "$zeren" "$1" --help | head -n 1 | sed 's/\[.*//' | tr '| ' '\n\n' | grep -E '^[a-z]+$' | grep -vx -e zeren -e "$1"
}

# complete WORD…: what is offered for the last word of the line "zeren WORD…".
complete_line()
{
    PATH=$bin:$PATH bash -c '. "$1"; shift; COMP_WORDS=(zeren "$@"); COMP_CWORD=$#; _zeren
        printf "%s\n" "${COMPREPLY[@]}"' bash "$completion" "$@"
}

# --- The program against page and completion ---

check_options()
{
    local cmd option text
    [[ $(commands | wc -l) -ge 9 ]] || fail "--help lists fewer sub-commands than expected: this test reads it wrong"
    for option in $(options); do
        has "$(part "$text1" '.SH 选项')" "$option" || fail "zeren.1 选项: $option is missing"
        complete_line - | grep -qx -- "$option" || fail "completion of zeren: $option is missing"
    done
    for cmd in $(commands); do
        text=$(part "$text1" ".SS zeren $cmd")
        [[ -n $text ]] || fail "zeren.1 命令: zeren $cmd is missing"
        has "$(part "$text1" '.SH 概要')" "zeren $cmd" || fail "zeren.1 概要: zeren $cmd is missing"
        complete_line '' | grep -qx "$cmd" || fail "completion: the sub-command $cmd is missing"
        for option in $(options "$cmd"); do
            complete_line "$cmd" - | grep -qx -- "$option" || fail "completion of zeren $cmd: $option is missing"
            has "$(part "$text1" '.SH 选项')" "$option" || fail "zeren.1 选项: $option is missing"
            case $option in --store | --config | --help | -h) continue ;; esac
            has "$text" "$option" || fail "zeren.1 zeren $cmd: $option is missing"
        done
        for option in $(complete_line "$cmd" -); do
            options "$cmd" | grep -qx -- "$option" || fail "completion of zeren $cmd: there is no $option"
        done
        for option in $(operands "$cmd"); do
            has "$text1" "$option" || fail "zeren.1: $cmd $option is missing"
            complete_line "$cmd" '' | grep -qx "$option" || fail "completion of zeren $cmd: $option is missing"
        done
    done
}

# Values: the ranges of numbers, roles, and the tables of zeren history, which the program itself names when it is asked
# for another.
check_values()
{
    local word range
    for word in --width --page-lines; do
        range=$("$zeren" print duties "$word" 1 2>&1 | grep -oE '[0-9]+ 到 [0-9]+')
        grep -A 3 "^\.BI $word " <<<"$text1" | grep -qF "${range:-?}" || fail "zeren.1 选项 $word: the range should be $range"
    done
    for word in $("$zeren" account --help | sed -n 's/.*--role ROLE *\([a-z ]*\).*/\1/p'); do
        has "$(part "$text1" '.SH 账号与角色')" "$word" || fail "zeren.1 账号与角色: $word is missing"
        complete_line account add x --role '' | grep -qx "$word" || fail "completion of --role: $word is missing"
    done
    "$zeren" init >"$tmp/out" 2>&1 || { fail "zeren init: $(cat "$tmp/out")"; return; }
    "$zeren" history no-such-table 1 2>&1 | grep -oE '[a-z_]+' | grep -vx -e zeren -e no -e such -e table >"$tmp/tables"
    [[ $(wc -l <"$tmp/tables") -ge 20 ]] || fail "zeren history names fewer tables than expected: this test reads it wrong"
    while read -r word; do
        has "$(part "$text1" '.SS zeren history')" "$word" || fail "zeren.1 zeren history: the table $word is missing"
        complete_line history '' | grep -qx "$word" || fail "completion of zeren history: the table $word is missing"
    done <"$tmp/tables"
    for word in $("$zeren" schools | sed -n 's/^\([^ ]*\) .*/\1/p'); do
        complete_line print duties --school '' | grep -qx "$word" || fail "completion of --school: $word is missing"
        complete_line print duties "--school" = '' | grep -qx "$word" || fail "completion of --school=: $word is missing"
    done
}

# Keys of the JSON reports and columns of the imports, from the sources.
check_reports()
{
    local key
    grep -ohE 'json_key[a-z_]*\([^"]*"[a-z_]+"' "$src"/src/report/*.c | sed -E 's/.*"([a-z_]+)"$/\1/' | sort -u >"$tmp/keys"
    [[ $(wc -l <"$tmp/keys") -ge 30 ]] || fail "src/report has fewer JSON keys than expected: this test reads it wrong"
    while read -r key; do
        has "$text1" "$key" || fail "zeren.1 公文与格式: the JSON key $key is missing"
    done <"$tmp/keys"
    for key in $(grep -ohE '\{ "[^"a-z]+", (true|false) \}' "$src/src/domain/import.c" | cut -d'"' -f2 | sort -u); do
        part "$text1" '.SS people'  >"$tmp/columns"
        part "$text1" '.SS bodies' >>"$tmp/columns"
        grep -E '^\.BR? ' "$tmp/columns" | grep -q "$key" || fail "zeren.1 人员导入: the column $key is missing"
    done
}

check_config()
{
    local section key text
    grep -oE '\{ "[a-z]+", "[a-z-]+", OPTION_' "$src/src/cli/config.c" | cut -d'"' -f2,4 | tr '"' ' ' >"$tmp/settings"
    [[ $(wc -l <"$tmp/settings") -ge 8 ]] || fail "src/cli/config.c has fewer settings than expected: this test reads it wrong"
    while read -r section key; do
        part "$text1" '.SH 配置文件' | grep -qx "\.B \[$section\] $key" ||
            fail "zeren.1 配置文件: [$section] $key is missing"
    done <"$tmp/settings"
    text=$(part "$text1" '.SH 配置文件')
    sed -n '/style_names\[/,/};/p' "$src/src/tui/canvas.c" | grep -oE '"[a-z]+"' | tr -d '"' >"$tmp/styles"
    [[ $(wc -l <"$tmp/styles") -ge 10 ]] || fail "src/tui/canvas.c has fewer styles than expected: this test reads it wrong"
    sed -n '/ names\[\] = {/,/^};/p' "$src/src/tui/key.c" | grep -oE '"[A-Za-z-]+"' | tr -d '"' >"$tmp/names"
    [[ $(wc -l <"$tmp/names") -ge 15 ]] || fail "src/tui/key.c has fewer keys than expected: this test reads it wrong"
    while read -r key; do
        has "$text" "$key" || fail "zeren.1 配置文件: the style or key $key is missing"
    done < <(cat "$tmp/styles" "$tmp/names")
}

# --- The keys of the console ---

# The list as roff: the columns closer together than `zeren keys` has them, to leave room for the manual's margin.
keys_as_roff()
{
    "$zeren" keys | awk '/^  / { keys = substr($0, 21, 13); sub(/ +$/, "", keys)
            printf "%-16s%-9s%s\n", $1, keys, substr($0, 34); next }
        /^$/ { print ".PP"; next } { print ".B " $0 }' | sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e 's/\^/\\(ha/g'
}

check_keys()
{
    keys_as_roff >"$tmp/keys.roff"
    [[ $(wc -l <"$tmp/keys.roff") -ge 100 ]] || fail "zeren keys lists fewer actions than expected: this test reads it wrong"
    if [[ ${GENERATE:-} == 1 ]]; then
        sed -i -e "/^\.\\\\\" keys\$/r $tmp/keys.roff" -e '/^\.\\" keys$/,/^\.\\" end$/ { /^\.\\"/!d }' "$page1"
    fi
    sed -n '/^\.\\" keys$/,/^\.\\" end$/p' "$page1" | sed '1d;$d' | diff - "$tmp/keys.roff" >"$tmp/out" ||
        fail "zeren.1 按键 is not what zeren keys lists (GENERATE=1 renews it): $(head -n 3 "$tmp/out")"
}

# --- The rule format ---

# The master list as lines "section NTH KIND" and "key NAME true|false"; NTH counts the sections of that kind.
spec_lines()
{
    tr '\n' ' ' <"$src/src/rules/spec.c" | grep -oE '\{ "[a-z-]+", +(SEED_|VALUE_[A-Z]+, +(true|false))' |
        sed -E 's/\{ "([a-z-]+)", +/\1 /; s/ SEED_$/ section/; s/ VALUE_[A-Z]+, +/ /' |
        awk '$2 == "section" { print "section", ++seen[$1], $1; next } { print "key", $1, $2 }'
}

check_spec()
{
    local what a b place='' text='' line
    spec_lines >"$tmp/spec"
    [[ $(wc -l <"$tmp/spec") -ge 100 ]] || fail "src/rules/spec.c has fewer keys than expected: this test reads it wrong"
    while read -r what a b; do
        if [[ $what == section ]]; then
            place="[$b] (number $a)"
            text=$(awk -v kind="$b" -v nth="$a" \
                '/^\.S[HS] / { on = $0 ~ "^\\.SS \"?\\[" kind "[] ]" && ++seen == nth; next } on' <<<"$text5")
            [[ -n $text ]] || fail "zeren-rules.5: the section $place is missing"
            continue
        fi
        line=$(grep -A 1 -x '\.TP' <<<"$text" | grep -E "^\.BR? $a( |\$)")
        if [[ -z $line ]]; then
            fail "zeren-rules.5 $place: the key $a is missing"
        elif [[ $b == true && $line != *（必填） ]] || [[ $b == false && $line == *（必填） ]]; then
            fail "zeren-rules.5 $place: 必填 of $a is not as in spec.c"
        fi
    done <"$tmp/spec"
    for a in $(tr '\n' ' ' <"$src/src/rules/spec.c" | grep -oE 'NAMES\("[^)]*\)' | grep -oE '"[a-z-]+"' | tr -d '"' | sort -u); do
        has "$text5" "$a" || fail "zeren-rules.5: the value $a is missing"
    done
}

# The same for scenarios: src/rules/scenario.c has the keys, and the values that a key may have.
check_scenarios()
{
    local section key required text line
    for section in scenario inject; do
        text=$(awk -v kind="$section" '/^\.S[HS] / { on = $0 ~ "^\\.SS \"\\[" kind "[] ]"; next } on' <<<"$text5")
        sed -n "/^static const struct key_rule ${section}_keys/,/^};/p" "$src/src/rules/scenario.c" |
            grep -oE '\{ "[a-z-]+", KIND_[A-Z_]+, (true|false)' | sed -E 's/\{ "([a-z-]+)".* /\1 /' >"$tmp/scenario"
        [[ $(wc -l <"$tmp/scenario") -ge 5 ]] || fail "src/rules/scenario.c has fewer keys than expected: this test reads it wrong"
        while read -r key required; do
            line=$(grep -A 1 -x '\.TP' <<<"$text" | grep -E "^\.BR? $key( |\$)")
            if [[ -z $line ]]; then
                fail "zeren-rules.5 [$section]: the key $key is missing"
            elif [[ $required == true && $line != *（必填） ]] || [[ $required == false && $line == *（必填） ]]; then
                fail "zeren-rules.5 [$section]: 必填 of $key is not as in scenario.c"
            fi
        done <"$tmp/scenario"
    done
    for key in $(tr '\n' ' ' <"$src/src/rules/scenario.c" | grep -oE '(scenario_steps|found_bys|categories)\[\] = \{[^}]*' |
        grep -oE '"[a-z-]+"' | tr -d '"'); do
        has "$text5" "$key" || fail "zeren-rules.5: the value $key is missing"
    done
}

# The files between the marks, as a reader would copy them.
check_example()
{
    mkdir "$tmp/demo"
    awk -v folder="$tmp/demo" '/^\.\\" end/ { file = "" } file != "" && !/^\.E[XE]$/ { gsub(/\\-/, "-"); print >file }
        /^\.\\" example / { file = folder "/" $3 }' "$page5"
    [[ $(find "$tmp/demo" -type f | wc -l) -eq 3 ]] || fail "zeren-rules.5: the example should have three files"
    grep -q 样例 "$tmp/demo/school.ini" || fail "zeren-rules.5: the example is not marked 样例"
    "$zeren" rules check "$tmp/demo" >"$tmp/out" 2>&1 || fail "zeren-rules.5: the example has faults: $(cat "$tmp/out")"
    "$zeren" init --rules "$tmp/demo" --store "$tmp/demo.db" >"$tmp/out" 2>&1 ||
        fail "zeren-rules.5: no store can be made of the example: $(cat "$tmp/out")"
}

# --- The pages as roff ---

check_roff()
{
    local page
    for page in "$page1" "$page5"; do
        if man --version >"$tmp/out" 2>&1 && grep -q '^man 2' "$tmp/out"; then
            MANWIDTH=80 man --warnings -E UTF-8 -l "$page" 2>&1 >"$tmp/shown" | grep . >"$tmp/out" &&
                fail "man --warnings $page: $(cat "$tmp/out")"
        elif command -v groff >/dev/null; then
            groff -k -Tutf8 -man -ww "$page" 2>&1 >"$tmp/shown" | grep . >"$tmp/out" && fail "groff -ww $page: $(cat "$tmp/out")"
        else
            echo "docs.sh: neither man nor groff is here: the pages were not set"
            return
        fi
        grep -q 另见 "$tmp/shown" || fail "$page: does not come out whole"
    done
}

for page in "$page1" "$page5" "$completion"; do
    [[ -r $page ]] || { fail "$page is missing"; exit 1; }
done
bin=$tmp/bin
mkdir "$bin" && ln -s "$zeren" "$bin/zeren"
text1=$(plain "$page1") text5=$(plain "$page5")
check_options
check_values
check_reports
check_config
check_keys
check_spec
check_scenarios
check_example
check_roff
((failed == 0)) && echo "docs.sh: man pages and completion agree with the program"
exit "$failed"
