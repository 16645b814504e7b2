package com.jagcall.common.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the row of the table of limits that a request counts against. */
final class EndpointTable {
  private final List<Row> rows = new ArrayList<>();
  private final Endpoint read;
  private final Endpoint write;

  EndpointTable(Map<String, Integer> endpoints, int read, int write, String service) {
    this.read = new Endpoint("read", "read " + service, checked("read", read));
    this.write = new Endpoint("write", "write " + service, checked("write", write));
    endpoints.forEach((name, limit) -> rows.add(Row.of(name, checked(name, limit))));
  }

  Endpoint find(String method, String path) {
    // REST takes /v1/agents/ for /v1/agents: one endpoint, one limit.
    String one = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String[] segments = one.split("/", 8);
    for (Row row : rows) {
      if (row.matches(method, segments)) {
        return row.endpoint;
      }
    }
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> read;
      default -> write;
    };
  }

  private static int checked(String name, int limit) {
    if (limit < 1 || limit > 10_000) {
      throw new IllegalArgumentException("the limit of " + name + " must be from 1 to 10000");
    }
    return limit;
  }

  private record Row(String method, String[] segments, Endpoint endpoint) {
    static Row of(String name, int limit) {
      String[] parts = name.split(" ", 2);
      if (parts.length != 2 || !parts[1].startsWith("/")) {
        throw new IllegalArgumentException(
            "a limit is named by method and path, such as 'GET /v1/agents', not '" + name + "'");
      }
      return new Row(parts[0], parts[1].split("/"), new Endpoint(name, name, limit));
    }

    boolean matches(String otherMethod, String[] path) {
      if (!method.equals(otherMethod) || path.length != segments.length) {
        return false;
      }
      for (int i = 0; i < segments.length; i++) {
        if (!segments[i].startsWith(":") && !segments[i].equals(path[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
