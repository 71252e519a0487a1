#!/usr/bin/env bash
# Feeds the readers of records and of models with broken bytes for a while each: scripts/fuzz-linkage.sh [SECONDS]
#
# Builds with libFuzzer and the address sanitiser, straight from the sources. Stops with 1 at a crash, at more than
# 2 GiB, or at an input that takes longer than 20 seconds, and says where that input is kept. FUZZ_FOLDER moves what is built.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "SECONDS must be a whole number above 0, such as 60" >&2; exit 64; }
folder=${FUZZ_FOLDER:-.build/fuzz}
yams=.build/checkouts/Yams/Sources
[[ -d $yams ]] || swift package resolve
mkdir -p "$folder"

common=(-parse-as-library -O -g -wmo -sanitize=address,fuzzer -I "$folder" -I "$yams/CYaml/include")
own=(-swift-version 6 -package-name waymark)
for feature in ExistentialAny MemberImportVisibility InternalImportsByDefault InferIsolatedConformances NonisolatedNonsendingByDefault; do
    own+=(-enable-upcoming-feature "$feature")
done

# module NAME OPTIONS... SOURCES...: an object and its module in the folder.
module() {
    local name=$1
    shift
    swiftc "${common[@]}" -module-name "$name" -emit-module -emit-module-path "$folder/$name.swiftmodule" \
        -emit-object -o "$folder/$name.o" "$@"
}

# program NAME OBJECTS...: links what was built.
program() {
    local name=$1
    shift
    swiftc -sanitize=address,fuzzer -o "$folder/$name" "$folder/$name.o" "${@/#/$folder/}" 2>&1 | { grep -v 'Cannot export local symbol' || true; }
}

echo "Building"
mapfile -t engine < <(find Sources/Engines/RecordLinkage -name '*.swift' | sort)
module Tables "${own[@]}" Sources/Engines/Tables/*.swift
module RecordLinkage "${own[@]}" "${engine[@]}"
yaml=()
for file in "$yams"/CYaml/src/*.c; do
    yaml+=("Yaml-$(basename "$file" .c)")
    clang -c -O1 -g -DYAML_DECLARE_STATIC -fsanitize=address,fuzzer-no-link -I "$yams/CYaml/include" -o "$folder/${yaml[-1]}.o" "$file"
done
module Yams -swift-version 5 -suppress-warnings -D SWIFT_PACKAGE "$yams"/Yams/*.swift
module Content "${own[@]}" Sources/Platform/Content/*.swift
module RecordsFuzz "${own[@]}" Tests/Fuzz/RecordsFuzz.swift
module ModelFuzz "${own[@]}" Tests/Fuzz/ModelFuzz.swift Sources/Tools/Linkage/{LinkModelReader,ConditionReader,BlockingReader}.swift
program RecordsFuzz Tables.o RecordLinkage.o
program ModelFuzz Tables.o RecordLinkage.o Yams.o Content.o "${yaml[@]/%/.o}"

# Seeds, made anew each time.
rm -rf "$folder/seeds"
mkdir -p "$folder/seeds/RecordsFuzz" "$folder/seeds/ModelFuzz" "$folder/found"
seed() { printf "$2" > "$folder/seeds/RecordsFuzz/$1"; }
seed names '1a1,x,Ann-Marie,O’Brien\na2,y,ANNE MARIE,OBRIEN\na3,x,"Jos\\303\\251 ""Pepe""",\n'
seed dates '1a1,x,01/02/1980,\na2,y,1980-02-01,\na3,x,2 Feb 1980,1.1.1900\na4,x,19800201,31/02/1980\n'
seed numbers '1a1,x,943 476 5919,\na2,y,+44 (0)20 7946 0018,\na3,x,SW1A 1AA,ZZ99 3VZ\n'
seed addresses '1a1,x,"Flat 3, 12 High St",\na2,y,3/12 HIGH STREET,\na3,x,The Old Barn,N/A\n'
seed header '0id,source,a,b\r\na1,x,"two\nlines",b\r\na2,y,,\r\n'
seed semicolons '0\357\273\277"id";source;a;b\ra1;x;1,5;b\ra2;x;1,5;b'
for model in Content/link-models/*.yaml; do cp "$model" "$folder/seeds/ModelFuzz/"; done
cat > "$folder/seeds/ModelFuzz/small.yaml" << 'YAML'
id: small
title: Small
version: 1
developed_on: Nothing.
record_id: id
columns: [{name: a, standardise: [upper]}, {name: b, from: [c, d]}]
task: both
comparisons:
  - name: a
    of: a
    levels:
      - {name: same, when: {exact: a}, term_frequency: {column: a, weight: 0.5, floor: 0.01}, start: {same: 0.9, kin: 0.1, other: 0}}
      - {name: near, when: {any: [{levenshtein: a, at_most: 1}, {not: {prefix: a, length: 2}}, {swapped: [a, b]}]}, start: {same: 0, kin: 0, other: 0}}
      - {name: different, start: {same: 0.1, kin: 0.9, other: 1}}
classes: [{id: same, start: 0.5}, {id: kin, start: 0.2, shares: [a]}, {id: other, start: 0.3}]
blocking: [{keys: [a], largest_block: 10, split_by: [b]}, {keys: [{either_order: [a, b]}, {year: b}]}]
training: {method: classes, chance_pairs: 1000, seed: 3}
contradictions: [{column: b, unless: {days_apart: b, at_most: 3}}]
threshold: 0.5
YAML
grep -ohE '[a-z_-]{3,}' "$folder/seeds/ModelFuzz/small.yaml" Sources/Tools/Linkage/{ConditionReader,BlockingReader}.swift |
    sort -u | sed 's/.*/"&"/' > "$folder/ModelFuzz.dict"
printf '"%s"\n' '\xEF\xBB\xBF' '\x22\x22' '\x0D\x0A' '\x0Aa9,x,' 'FLAT ' 'UNKNOWN' '1900-01-01' > "$folder/RecordsFuzz.dict"

# What Swift keeps for good, such as a global, counts as a leak at the end.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
status=0
for target in RecordsFuzz ModelFuzz; do
    echo "$target for $seconds seconds"
    "$folder/$target" "$folder/seeds/$target" -dict="$folder/$target.dict" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 \
        -max_len=4096 -seed=1 -print_final_stats=1 -artifact_prefix="$folder/found/$target-" > "$folder/$target.log" 2>&1 || status=1
    grep -E 'number_of_executed_units|peak_rss_mb|^==[0-9]+==|Fatal error|SUMMARY|Test unit written' "$folder/$target.log" || true
    ((status == 0)) || { echo "$target failed; see $folder/$target.log"; exit 1; }
done
