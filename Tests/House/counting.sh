# shellcheck shell=sh
# Running and counting for Tests/run, which reads this with `.` and gives it $root, $scratch and $only.
#
# A test program is a Catch2 executable `tests/test-*` of a build; its own tests are counted. A test script is an executable
# Tests/<Room>/test-* that ends with 0 (passed), 77 (skipped: its last line is the reason) or anything else (failed); when its last line
# reads "N passed, N failed[, N skipped]", that is counted instead. A line `# tier: all` or `# tier: soak` near its top says when it runs, and
# `# load: reckons` (it uses one core, the clock is nothing to it) or `# load: waits` (mostly for a device in real time) that it may run beside others.
# A test program skips by printing a line "skipped: REASON".
: "${root:?}" "${scratch:?}" "${only=}"
passed=0 failed=0 skipped=0
not_run_list=
# What takes long begins first, the longest before the others, so that nothing is waited for at the end.
long='test-Engine test-Sound test-Faces test-lost test-align test-fit test-app test-live test-frozen test-chair test-midi test-journal test-wishes'
# How a test program comes to a /dev/shm of its own, where that can be had: there it stands who holds a chair.
alone='unshare --mount'
[ "$(id -u)" = 0 ] || alone='unshare --map-root-user --mount'
# shellcheck disable=SC2016 # expanded by the inner shells
own='mount -t tmpfs tmpfs /dev/shm && exec "$@"'
$alone sh -c "$own" - true 2>/dev/null || alone='env --' own='exec "$@"'

not_run ()
{
    not_run_list="${not_run_list:+$not_run_list; }$1"
}

# count NAME LOG RC SECONDS: reads a log's closing line, adds it up, and shows the log of what failed.
count ()
{
    p=0 f=0 s=0
    closing=$(grep -v '^[=[:space:]]*$' "$2" | tail -n 1)
    case $closing in
    'All tests passed ('*' in '*' test case'*) # Catch2, all well
        p=$(printf '%s' "$closing" | sed 's/.* in \([0-9]*\) test case.*/\1/') ;;
    'assertions: '*) # Catch2: the line before counts test cases
        cases=$(grep '^test cases: ' "$2" | tail -n 1)
        p=$(part "$cases" passed) f=$(part "$cases" failed) s=$(part "$cases" skipped) ;;
    'No tests ran'*) ;;
    *[0-9]' passed, '*[0-9]' failed'*)
        p=$(printf '%s' "$closing" | sed 's/.*\b\([0-9]\{1,\}\) passed.*/\1/')
        f=$(printf '%s' "$closing" | sed 's/.*\b\([0-9]\{1,\}\) failed.*/\1/')
        case $closing in *' skipped'*) s=$(printf '%s' "$closing" | sed 's/.*\b\([0-9]\{1,\}\) skipped.*/\1/') ;; esac ;;
    *)
        case $3 in 0) p=1 ;; 77) s=1 ;; esac ;;
    esac
    announced=$(grep -c '^ *skipped: ' "$2" || true)
    if [ "$3" = 77 ]; then
        printf 'skipped: %s: %s\n' "$1" "$closing"
    elif [ "$announced" -gt 0 ] && [ "$s" = 0 ]; then
        [ "$announced" -le "$p" ] || announced=$p
        s=$announced p=$((p - announced))
    fi
    grep '^ *skipped: ' "$2" || true
    # An end that no count explains (a crash, a time-out) is a failure of its own.
    if [ "$3" != 0 ] && [ "$3" != 77 ] && [ "$f" = 0 ]; then f=1; fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    if [ "$f" -gt 0 ]; then
        printf '%s: %s passed, %s FAILED (exit status %s)\n' "$1" "$p" "$f" "$3"
        tail -n 120 "$2" | sed 's/^/    /'
    else
        printf '%s: %s passed%s (%s s)\n' "$1" "$p" "$([ "$s" = 0 ] || printf ', %s skipped' "$s")" "$4"
    fi
}

# part LINE WORD: the number before WORD in "test cases: 17 | 15 passed | 2 failed".
part ()
{
    n=$(printf '%s' "$1" | tr '|' '\n' | sed -n "s/^[^0-9]*\([0-9]\{1,\}\) $2.*/\1/p" | head -n 1)
    printf '%s' "${n:-0}"
}

programs () # FOLDER
{
    find "$1/tests" -maxdepth 1 -type f -name 'test-*' -perm -u+x 2>/dev/null | sort | while read -r program; do
        case $program in *"$only"*) printf '%s\n' "$program" ;; esac
    done
}

# tests_of PROGRAM SPEC: how many of its tests the spec names.
tests_of ()
{
    { "$1" --list-test-names-only "$2" </dev/null 2>/dev/null || true; } | grep -cv -e '^[[:space:]]*$' -e '^All available' -e '^Matching' -e ' matching test case' || true
}

count_tagged () # FOLDER SPEC
{
    sum=0
    for program in $(programs "$1"); do sum=$((sum + $(tests_of "$program" "$2"))); done
    printf '%s' "$sum"
}

# pool N LIMIT [SPEC] <LIST: runs what the list names, the long ones first, N at a time, each in a folder of its own and no longer than LIMIT seconds. A
# program gets the spec of its tests, and a /dev/shm of its own. Leaves for tally its log, its exit status and how many seconds it took.
pool ()
{
    mkdir -p "$scratch/runs"
    list=$(mktemp "$scratch/pool.XXXXXX")
    awk -v long="$long" 'BEGIN { n = split (long, names, " "); for (i = 1; i <= n; ++i) place[names[i]] = i }
        { name = $0; sub (".*/", "", name); print (name in place ? place[name] : n + 1) "\t" $0 }' | sort -s -n -k 1,1 | cut -f 2- >"$list"
    # shellcheck disable=SC2016
    SCRIPTS=$root/Tests SPEC=${3-} RUNS=$scratch/runs LIMIT=$2 ALONE=$alone OWN=$own xargs -P "$1" -I '{}' sh -c '
        run=$RUNS/$(basename "$(dirname "$1")").$(basename "$1") from=$(date +%s) rc=0
        mkdir "$run" && cd "$run"
        case $1 in
        "$SCRIPTS"/*) timeout -k 20 "$LIMIT" "$1" ;;
        *) timeout -k 20 "$LIMIT" $ALONE sh -c "$OWN" - "$1" "$SPEC" --min-duration 10 ;;
        esac >"$run.log" 2>&1 </dev/null || rc=$?
        [ "$rc" != 124 ] || echo "stopped after $LIMIT s" >>"$run.log"
        find "$run" -mindepth 1 -delete
        echo "$rc $(($(date +%s) - from))" >"$run.rc"' - '{}' <"$list" || true
}

# tally TITLE FILE: counts what a pool left of FILE.
tally ()
{
    run=$scratch/runs/$(basename "$(dirname "$2")").$(basename "$2") rc=1 took=0
    read -r rc took <"$run.rc" || true
    count "$1" "$run.log" "$rc" "$took"
    rm -rf "$run" "$run.rc"
}

programs_with () # FOLDER SPEC [PROGRAM...]
{
    folder=$1 spec=$2
    shift 2
    for program in $(programs "$folder"); do
        if [ $# -gt 0 ]; then
            case " $* " in *" ${program##*/} "*) ;; *) continue ;; esac
        fi
        case $spec in '['*) [ "$(tests_of "$program" "$spec")" -gt 0 ] || continue ;; esac
        printf '%s\n' "$program"
    done
}

# run_programs FOLDER SPEC SUFFIX [PROGRAM...]: test programs of a build, as many at a time as there are cores.
run_programs ()
{
    folder=$1 spec=$2 suffix=$3
    shift 3
    programs_with "$folder" "$spec" "$@" >"$scratch/list"
    pool "$(nproc)" "${limit:-900}" "$spec" <"$scratch/list"
    while read -r program; do tally "${program##*/}$suffix" "$program"; done <"$scratch/list"
}

scripts () # TIER
{
    for script in "$root"/Tests/*/test-*; do
        if [ ! -f "$script" ] || [ ! -x "$script" ]; then continue; fi
        case ${script#"$root"/Tests/} in *"$only"*) ;; *) continue ;; esac
        tier=$(sed -n '1,12s/^# tier: *\([a-z]*\).*/\1/p' "$script" | head -n 1)
        [ "${tier:-always}" != "$1" ] || printf '%s\n' "$script"
    done
}

count_scripts () # TIER
{
    scripts "$1" | grep -c . || true
}

# run_tier TIER FOLDER SPEC SUFFIX: test programs and the scripts that reckon, as many at a time as there are cores; then the scripts that wait, twice as
# many (not beside the first: a session whose threads starve lets touch down); then the others one after the other, each of which has the machine's sound
# server, display and ports to itself.
run_tier ()
{
    programs_with "$2" "$3" >"$scratch/programs"
    for kind in reckons waits alone; do : >"$scratch/$kind"; done
    scripts "$1" | while read -r script; do
        load=$(sed -n '1,12s/^# load: *\([a-z]*\).*/\1/p' "$script" | head -n 1)
        case $load in
        reckons | waits) ;;
        *) load=alone ;;
        esac
        printf '%s\n' "$script" >>"$scratch/$load"
    done
    cat "$scratch/programs" "$scratch/reckons" | pool "$(nproc)" 1800 "$3"
    pool $((2 * $(nproc))) 3600 <"$scratch/waits"
    while read -r program; do tally "${program##*/}$4" "$program"; done <"$scratch/programs"
    cat "$scratch/reckons" "$scratch/waits" >"$scratch/list"
    while read -r script; do tally "${script#"$root"/Tests/}" "$script"; done <"$scratch/list"
    while read -r script; do
        printf '%s\n' "$script" | pool 1 3600
        tally "${script#"$root"/Tests/}" "$script"
    done <"$scratch/alone"
}

# finish [WHAT]: the closing lines, and the end. With WHAT, that failed before any test could run.
finish ()
{
    if [ $# -gt 0 ]; then
        printf 'FAILED: %s\n' "$1"
        failed=$((failed + 1))
    fi
    [ -z "$not_run_list" ] || printf 'Not run: %s.\n' "$not_run_list"
    if [ "$skipped" -gt 0 ] && [ "${CI:-}" = true ]; then
        printf '%s skipped, which counts as failed where CI is true.\n' "$skipped"
        failed=$((failed + skipped)) skipped=0
    fi
    status=0
    [ "$failed" = 0 ] || status=1
    if [ "$skipped" -gt 0 ]; then
        printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
    else
        printf '%s passed, %s failed\n' "$passed" "$failed"
    fi
    exit "$status"
}
