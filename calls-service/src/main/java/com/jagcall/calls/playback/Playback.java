package com.jagcall.calls.playback;

import com.jagcall.calls.call.Call;
import com.jagcall.calls.call.CallRepository;
import com.jagcall.calls.recording.RecordingDownloads;
import com.jagcall.calls.recording.RecordingKey;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Finds a call's recording; no session is open while the store, which may be far, is asked. */
@ApplicationScoped
class Playback {
  private final CallRepository calls;
  private final RecordingDownloads downloads;

  Playback(CallRepository calls, RecordingDownloads downloads) {
    this.calls = calls;
    this.downloads = downloads;
  }

  /**
   * The answer to a request for it.
   *
   * @throws ApiException {@code not_found}: there is no such call, or nothing of it can be fetched
   */
  Uni<Response> find(Tenant tenant, String id, String range, String ifRange) {
    return Panache.withSession(() -> calls.get(tenant, id))
        .chain(call -> find(call, range, ifRange));
  }

  private Uni<Response> find(Call call, String range, String ifRange) {
    if (!call.isRecordingAvailable()) {
      return Uni.createFrom().failure(ApiException.notFound());
    }
    return downloads
        .find(new RecordingKey(call.tenant(), call.id()), range, ifRange)
        .map(found -> found.orElseThrow(ApiException::notFound));
  }
}
