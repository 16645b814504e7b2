package com.jagcall.billing.hold;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.jagcall.billing.ledger.Account;
import com.jagcall.billing.ledger.Amounts;
import com.jagcall.billing.ledger.MovementType;
import com.jagcall.billing.ledger.Purpose;
import com.jagcall.billing.price.Price;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Money set aside for something that is going to cost: how it comes, grows, is charged and goes
 * back. Its fields are the columns of its row. Whoever changes it holds its account locked.
 */
@RegisterForReflection
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class Hold {
  private String issuer;
  private String holdId;
  private String organizationId;
  private String mode;
  private HoldStatus status;
  private String requestHash;
  private long placedMicros;
  private Instant placedUntil;
  private long remainingMicros;
  private long capturedMicros;
  private long uncoveredMicros;
  private long quantity;
  private long capturedQuantity;
  private Instant expiresAt;
  private String product;
  private String priceId;
  private Long priceMicros;
  private Integer priceUnit;
  private Integer priceIncrement;
  private Integer priceMinimum;
  private String resourceType;
  private String resourceId;
  private String description;
  private Instant createdAt;
  private Instant closedAt;

  /** For JSON. */
  Hold() {}

  /**
   * Sets money aside.
   *
   * @param amount how much
   * @param price what the order's product costs as long as this hold lives; null: it has none
   * @throws ApiException {@code insufficient_balance}
   */
  static Hold place(HoldOrder order, Money amount, Price price, Account account) {
    account.mustCover(amount.micros());
    Hold hold = new Hold();
    hold.issuer = order.issuer();
    hold.holdId = order.holdId();
    hold.organizationId = order.tenant().organizationId();
    hold.mode = order.tenant().mode().wire();
    hold.status = HoldStatus.OPEN;
    hold.requestHash = order.hash();
    hold.placedMicros = amount.micros();
    hold.remainingMicros = amount.micros();
    hold.quantity = order.quantity();
    hold.product = order.product() == null ? null : order.product().wire();
    hold.keepPrice(price);
    hold.resourceType = order.resourceType();
    hold.resourceId = order.resourceId();
    hold.description = order.description();
    hold.createdAt = account.now();
    hold.expiresAt = account.now().plusSeconds(order.expiresInSeconds());
    hold.placedUntil = hold.expiresAt;
    account.move(
        MovementType.HOLD, hold.purpose(order.quantity(), null), Amounts.hold(amount.micros()));
    return hold;
  }

  private void keepPrice(Price price) {
    if (price != null) {
      priceId = price.id();
      priceMicros = price.micros();
      priceUnit = price.unit();
      priceIncrement = price.increment();
      priceMinimum = price.minimum();
    }
  }

  private Price price() {
    if (priceId == null) {
      throw ApiException.validation("quantity", "cannot be rated: the hold has no price");
    }
    return new Price(priceId, priceMicros, priceUnit, priceIncrement, priceMinimum);
  }

  /** What a command is about in money, given how much of the product was named before. */
  private long micros(HoldCommand command, long before) {
    if (command.amount() != null) {
      return command.amount().micros();
    }
    if (before + command.quantity() > Price.MAX_QUANTITY) {
      throw ApiException.validation(
          "quantity", "together with what went before is above " + Price.MAX_QUANTITY);
    }
    return price().rate(before, command.quantity()).micros();
  }

  /**
   * Sets more aside, and lives on.
   *
   * @throws ApiException {@code insufficient_balance}, or {@code conflict} when it is not open
   */
  HoldOperation extend(HoldCommand command, Account account) {
    if (status != HoldStatus.OPEN) {
      throw closed("be extended: place a new one");
    }
    long more = micros(command, quantity);
    account.mustCover(more);
    quantity = Math.addExact(quantity, command.quantityOrNone());
    remainingMicros = Math.addExact(remainingMicros, more);
    Instant until = account.now().plusSeconds(command.expiresInSeconds());
    expiresAt = until.isAfter(expiresAt) ? until : expiresAt;
    HoldOperation answer = answer(command, account, more, 0, 0, 0);
    account.move(
        MovementType.EXTENSION,
        purpose(command.quantityOrNone(), command.operationId()),
        Amounts.hold(more));
    return answer;
  }

  /**
   * Takes what something did cost: out of what is held, beyond it out of what is available; what
   * neither covers stays uncovered. A hold that has expired can still be charged so.
   *
   * @throws ApiException {@code conflict} when it was captured to the end, or released
   */
  HoldOperation capture(HoldCommand command, Account account) {
    if (status == HoldStatus.CAPTURED || status == HoldStatus.RELEASED) {
      throw closed("be charged any more");
    }
    long cost = micros(command, capturedQuantity);
    long fromHeld = Math.min(cost, remainingMicros);
    long fromAvailable = Math.min(cost - fromHeld, account.available());
    long uncovered = cost - fromHeld - fromAvailable;
    remainingMicros -= fromHeld;
    long released = command.isFinal() ? close(HoldStatus.CAPTURED, account) : 0;
    capturedMicros = Math.addExact(capturedMicros, fromHeld + fromAvailable);
    uncoveredMicros = Math.addExact(uncoveredMicros, uncovered);
    capturedQuantity = Math.addExact(capturedQuantity, command.quantityOrNone());
    HoldOperation answer =
        answer(command, account, 0, fromHeld + fromAvailable, uncovered, released);
    account.move(
        cost == 0 ? MovementType.RELEASE : MovementType.CAPTURE,
        purpose(command.quantityOrNone(), command.operationId()),
        Amounts.capture(fromHeld, fromAvailable, released),
        uncovered);
    return answer;
  }

  /** Gives back what is held; of a hold that is closed, nothing. */
  HoldOperation release(HoldCommand command, Account account) {
    long released = status == HoldStatus.OPEN ? close(HoldStatus.RELEASED, account) : 0;
    HoldOperation answer = answer(command, account, 0, 0, 0, released);
    account.move(
        MovementType.RELEASE, purpose(0, command.operationId()), Amounts.release(released));
    return answer;
  }

  /** Gives back what is held, if its time is over. */
  void expireIfDue(Account account) {
    if (status == HoldStatus.OPEN && !expiresAt.isAfter(account.now())) {
      long released = close(HoldStatus.EXPIRED, account);
      account.move(MovementType.EXPIRY, purpose(0, null), Amounts.release(released));
    }
  }

  /** Answers what was held to the end. */
  private long close(HoldStatus how, Account account) {
    long released = remainingMicros;
    remainingMicros = 0;
    status = how;
    closedAt = account.now();
    return released;
  }

  private ApiException closed(String what) {
    return new ApiException(
        ErrorCode.CONFLICT, "The hold is %s and cannot %s.".formatted(status.wire(), what));
  }

  private HoldOperation answer(
      HoldCommand command,
      Account account,
      long extended,
      long captured,
      long uncovered,
      long released) {
    return new HoldOperation(
        issuer,
        holdId,
        command.operationId(),
        command.kind().wire(),
        command.hash(),
        status,
        extended,
        captured,
        uncovered,
        released,
        remainingMicros,
        expiresAt,
        account.now());
  }

  private Purpose purpose(long moved, String operationId) {
    return new Purpose(
        description,
        null,
        resourceType,
        resourceId,
        product,
        moved == 0 ? null : moved,
        issuer,
        holdId,
        operationId);
  }

  /** Whether it was placed by this very order. */
  boolean isFrom(HoldOrder order) {
    return requestHash.equals(order.hash());
  }

  Tenant tenant() {
    return new Tenant(organizationId, Mode.of(mode));
  }

  String holdId() {
    return holdId;
  }

  /** Unique among all holds. */
  String key() {
    return issuer + " " + holdId;
  }

  /** What it is charged as: its product, or else the kind of thing it is for. */
  String usedAs() {
    return product == null ? resourceType : product;
  }

  long remaining() {
    return remainingMicros;
  }

  HoldStatus status() {
    return status;
  }

  long placedMicros() {
    return placedMicros;
  }

  Instant placedUntil() {
    return placedUntil;
  }

  String priceId() {
    return priceId;
  }
}
