# What up and operator share. Sourced, not run; the caller has set $root, the folder of the clone.

fail() {
  echo "error: $*" >&2
  exit 1
}

# Sets $java; ends with one line when there is no JDK of at least 17.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
    javac=$JAVA_HOME/bin/javac
  else
    java=$(command -v java) || fail "no Java found: install a JDK, version 17 or later (for example from https://adoptium.net), or set JAVA_HOME"
    javac=$(command -v javac || true)
  fi
  # macOS has a stand-in for java that only says where to get one: so it is asked, not just looked for.
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
  case $version in
    '') fail "$java does not run: install a JDK, version 17 or later (for example from https://adoptium.net), or set JAVA_HOME" ;;
  esac
  [ "$version" -ge 17 ] || fail "$java is version $version: install a JDK, version 17 or later, or set JAVA_HOME to one"
  { [ -n "$javac" ] && "$javac" -version >/dev/null 2>&1; } ||
    fail "found Java $version without its compiler: install the whole JDK (on Debian and Ubuntu: apt-get install openjdk-17-jdk), or set JAVA_HOME to one"
}
