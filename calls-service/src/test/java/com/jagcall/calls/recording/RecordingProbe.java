package com.jagcall.calls.recording;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;

/** The part of the API that serves a recording, without accounts and calls around it. */
@Path("/probe/recordings")
@PermitAll
public class RecordingProbe {
  private final RecordingDownloads downloads;

  RecordingProbe(RecordingDownloads downloads) {
    this.downloads = downloads;
  }

  @GET
  @Path("{call}")
  @Operation(hidden = true)
  public RestMulti<Buffer> recording(String call, @Context HttpServerRequest request) {
    RecordingKey key = new RecordingKey(new Tenant("org_probe", Mode.TEST), call);
    String range = request.method().equals(HttpMethod.GET) ? request.getHeader("Range") : null;
    Uni<RecordingDownload> found =
        downloads
            .find(key, range, request.getHeader("If-Range"))
            .map(Optional::orElseThrow)
            .onFailure(NoSuchElementException.class)
            .transform(e -> new NotFoundException());
    return RestMulti.fromUniResponse(
        found, RecordingDownload::body, RecordingDownload::headers, RecordingDownload::status);
  }
}
