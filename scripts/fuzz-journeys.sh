#!/usr/bin/env bash
# Feeds the readers of event logs with mutated logs for SECONDS_TO_RUN seconds (60). Stops at the first trap and keeps what caused it.
set -euo pipefail
cd "$(dirname "$0")/.."
work=.build/fuzz-journeys
mkdir -p "$work/corpus"
# One module of the engine, of Tables without its imports of itself, and of the target.
rm -rf "$work/sources" && mkdir "$work/sources"
for file in Sources/Engines/Tables/*.swift $(find Sources/Engines/ProcessMining -name '*.swift') Tests/Fuzz/JourneysFuzz.swift; do
    sed -E '/^(package )?import Tables$/d; s/\bTables\.text\(/text(/; s/^package import/import/' "$file" > "$work/sources/$(basename "$file")"
done
swiftc -parse-as-library -swift-version 6 -O -sanitize=fuzzer,address -module-name JourneysFuzz -package-name waymark \
    -I Sources/Engines/CZlib "$work"/sources/*.swift -o "$work/fuzz"
printf '\0case_id,activity,timestamp,start_timestamp,cost,service\n1,a,2026-01-01T10:00:00Z,2026-01-01,2.5,x\n1,b,2026-01-02,,,y\n2,a,31/12/2026 10:00,,1,x\n' > "$work/corpus/table"
printf '\0case_id;activity;timestamp;cost;lifecycle\r1.23E+5;a;Tue, 31 Mar 2026 9:30 PM;£1.234,50;Started\r1;NULL;46112.5;(12,50);done\r2;a;1767225600000;N/A;withdraw\r2;a;31-MAR-26 09.30.00.000000 PM;1,234.50;\r' > "$work/corpus/loose"
printf '\1<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a&amp;b"/><date key="time:timestamp" value="2026-01-01T10:00:00.5+01:00"/></event></trace></log>' > "$work/corpus/xes"
printf '\2{"objects":[{"id":"o","type":"t"}],"events":[{"id":"e","type":"a","time":"2026-01-01T10:00:00Z","attributes":[{"name":"cost","value":"2"}],"relationships":[{"objectId":"o"}]}]}' > "$work/corpus/json"
printf '\3<log><events><event id="e" type="a" time="2026-01-01"><objects><relationship object-id="o"/></objects></event></events><objects><object id="o" type="t"/></objects></log>' > "$work/corpus/xml"
{ printf '\4'; printf 'case_id' | gzip -n; } > "$work/corpus/gzip"
printf '\5<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><startEvent id="s"/><task id="a" name="a"/><parallelGateway id="g"/><task id="b" name="b"/><task id="c" name="c"/><parallelGateway id="j"/><endEvent id="e"/><sequenceFlow id="1" sourceRef="s" targetRef="a"/><sequenceFlow id="2" sourceRef="a" targetRef="g"/><sequenceFlow id="3" sourceRef="g" targetRef="b"/><sequenceFlow id="4" sourceRef="g" targetRef="c"/><sequenceFlow id="5" sourceRef="b" targetRef="j"/><sequenceFlow id="6" sourceRef="c" targetRef="j"/><sequenceFlow id="7" sourceRef="j" targetRef="e"/></process></definitions>' > "$work/corpus/bpmn"
printf '\5<pnml><net id="n"><page id="g"><place id="p"><initialMarking><text>1</text></initialMarking></place><place id="q"/><transition id="t"><name><text>a</text></name></transition><transition id="u"/><arc id="1" source="p" target="t"/><arc id="2" source="t" target="q"/><arc id="3" source="p" target="u"/><arc id="4" source="u" target="q"/></page><finalmarkings><marking><place idref="q"><text>1</text></place></marking></finalmarkings></net></pnml>' > "$work/corpus/pnml"
SWIFT_BACKTRACE=enable=no "$work/fuzz" -max_total_time="${SECONDS_TO_RUN:-60}" -timeout=20 -rss_limit_mb=2048 -max_len=4096 -artifact_prefix="$work/" "$work/corpus"
