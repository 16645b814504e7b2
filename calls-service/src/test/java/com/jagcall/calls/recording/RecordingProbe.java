package com.jagcall.calls.recording;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

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
  public Uni<Response> recording(String call, @Context HttpServerRequest request) {
    RecordingKey key = new RecordingKey(new Tenant("org_probe", Mode.TEST), call);
    String range = request.method().equals(HttpMethod.GET) ? request.getHeader("Range") : null;
    return downloads
        .find(key, range, request.getHeader("If-Range"))
        .map(found -> found.orElseThrow(NotFoundException::new));
  }
}
