package com.jagcall.messaging.billing;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorBody;
import com.jagcall.common.error.ErrorCode;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Passes on what billing-service refuses for the customer's sake; all else is an outage to us. */
public class BillingRefusals implements ResponseExceptionMapper<RuntimeException> {
  private static final int PAYMENT_REQUIRED = 402;
  private static final int UNPROCESSABLE = 422;

  @Override
  public RuntimeException toThrowable(Response response) {
    return switch (response.getStatus()) {
      case PAYMENT_REQUIRED ->
          new ApiException(
              ErrorCode.INSUFFICIENT_BALANCE,
              response.readEntity(ErrorBody.class).error().message());
      case UNPROCESSABLE -> new NoSuchPrice();
      default -> null;
    };
  }
}
