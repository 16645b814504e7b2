package com.jagcall.calls.billing;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorBody;
import com.jagcall.common.error.ErrorCode;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Passes on what billing-service refuses for the customer's sake; all else is an outage to us. */
public class BillingRefusals implements ResponseExceptionMapper<RuntimeException> {
  private static final int PAYMENT_REQUIRED = 402;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  @Override
  public RuntimeException toThrowable(Response response) {
    return switch (response.getStatus()) {
      case PAYMENT_REQUIRED ->
          new ApiException(
              ErrorCode.INSUFFICIENT_BALANCE,
              response.readEntity(ErrorBody.class).error().message());
      case CONFLICT -> new ApiException(ErrorCode.CONFLICT, "The hold is closed.");
      // What it is asked is well formed: it can only be that it knows no price.
      case UNPROCESSABLE -> ApiException.validation("to", "is a number that has no price");
      default -> null;
    };
  }
}
