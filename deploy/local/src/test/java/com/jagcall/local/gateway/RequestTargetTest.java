package com.jagcall.local.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.local.gateway.RequestTarget.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal",
        "/internal/",
        "/internal/api-keys",
        "/INTERNAL/api-keys",
        "/InTeRnAl",
        "//internal/api-keys",
        "///internal",
        "/./internal",
        "/v1/../internal",
        "/v1/..;/internal",
        "/..//internal",
        "/%2finternal",
        "/%2Finternal",
        "/%69nternal",
        "/%49NTERNAL",
        "/%2569nternal",
        "/%252finternal",
        "/%25252finternal",
        "/%2525252525252finternal",
        "/v1/%2e%2e/internal",
        "/v1/%2e./internal",
        "/v1/..%2finternal",
        "/v1%2f..%2finternal",
        "/v1/agents/%2e%2e/%2e%2e/internal",
        "/internal;x=1/api-keys",
        "/internal;/api-keys",
        "/;x/internal",
        "/%3b/internal",
        "/internal%2fapi-keys",
        "/internal?x=1",
        "/internal%3fx",
        "\\internal",
        "/\\internal",
        "/%5cinternal",
        "/v1/..\\internal",
        "/q",
        "/q/health/ready",
        "/Q/metrics",
        "/%71/metrics",
        "//q/health",
        "/v1/../q/health"
      })
  void insidePath_isNeverRoutable(String uri) {
    Verdict verdict = RequestTarget.of(uri).verdict();
    // A question mark that was encoded is part of a name: such a name may exist, and is not
    // internal.
    Verdict expected =
        uri.startsWith("\\")
            ? Verdict.MALFORMED
            : uri.equals("/internal%3fx") ? Verdict.ROUTABLE : Verdict.HIDDEN;
    assertEquals(expected, verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/v1/agents, /v1/agents",
    "/v1/agents/, /v1/agents/",
    "/v1/agents?page=1&per_page=//internal, /v1/agents",
    "/v1/%61gents, /v1/agents",
    "/v1/agents/agt_%00x, /v1/agents/agt_\0x",
    "/v1/agents/100%25, /v1/agents/100%",
    "/v1/agents/r%C3%A4chel, /v1/agents/rächel",
    "/internals, /internals",
    "/internal-docs, /internal-docs",
    "/v1/internal, /v1/internal",
    "/query, /query",
    "/.well-known/oauth-authorization-server, /.well-known/oauth-authorization-server",
    "/a..b/...x, /a..b/...x"
  })
  void ordinaryPath_isRoutableAndDecoded(String uri, String path) {
    assertEquals(new RequestTarget(Verdict.ROUTABLE, path), RequestTarget.of(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "example.com:443",
        "*",
        "v1/agents",
        "",
        "/v1/%",
        "/v1/%2",
        "/v1/%zz",
        "/v1/%+1",
        "/v1/agents#internal",
        "/v1/ag ents",
        "/v1/a|b",
        "/v1/agents?name=100%",
        "/v1/agents?name=%zz",
        "/v1/agents?name=a|b",
        "/v1/agents?name={x}",
        "/v1/agents?name=\"x\"",
        "/v1/agents?name=a\\b",
        "/v1/\u0000",
        "/v1/\u00e4"
      })
  void notAPath_isMalformed(String uri) {
    assertEquals(Verdict.MALFORMED, RequestTarget.of(uri).verdict());
  }
}
