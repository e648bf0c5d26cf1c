# Read by the scripts beside it: where the tree, java and the class path are, and how to build what is not built yet.
# shellcheck shell=bash
home=$(dirname "$here")
target=$here/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

build_unless_fresh() {
    local modules=$1 stamp
    stamp=$target/built-${modules//[^a-z-]/-}
    if [ ! -f "$target/class-path" ] || [ ! -f "$stamp" ] \
        || [ -n "$(cd "$home" && find pom.xml ./*/pom.xml ./*/src -type f -newer "$stamp" -print 2> /dev/null | head -n 1)" ]; then
        echo "building ..." >&2
        mkdir -p "$target"
        : > "$stamp.new"
        (cd "$home" && mvn -q -B -DskipTests -pl "$modules" -am package) >&2
        mv "$stamp.new" "$stamp"
    fi
    classpath=$target/classes:$(cat "$target/class-path")
}
