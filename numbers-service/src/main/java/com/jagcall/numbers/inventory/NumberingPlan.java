package com.jagcall.numbers.inventory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What is known of the world's numbering plans: libphonenumber's data in our words. */
@ApplicationScoped
public class NumberingPlan {
  /** How many digits a subscriber has behind an area code, at least and at most. */
  private static final int MIN_SUBSCRIBER = 4;

  private static final int MAX_SUBSCRIBER = 9;
  private static final int MAX_NATIONAL = 13;
  private static final String FICTIONAL = "5550100";

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final Set<String> countries = library.getSupportedRegions();

  /**
   * What a number says of itself.
   *
   * @param country ISO 3166-1 alpha-2
   * @param isEither whether the plan does not tell local and mobile numbers apart, as that of North
   *     America
   */
  public record Described(String country, NumberType type, boolean isEither) {}

  /**
   * The calling code of a country, such as 1 for US; empty when it is no country of ISO 3166 with
   * numbers of its own.
   */
  public Optional<Integer> callingCode(String country) {
    return countries.contains(country)
        ? Optional.of(library.getCountryCodeForRegion(country))
        : Optional.empty();
  }

  /**
   * Whether any number of the country begins with these digits. The library does not list area
   * codes, so numbers that begin so are made up until it takes one for valid.
   */
  public boolean hasAreaCode(String country, String areaCode) {
    int callingCode = library.getCountryCodeForRegion(country);
    for (int length = MIN_SUBSCRIBER; length <= MAX_SUBSCRIBER; length++) {
      if (areaCode.length() + length <= MAX_NATIONAL
          && isAnyValid(country, "+" + callingCode + areaCode, length)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAnyValid(String country, String start, int length) {
    return IntStream.rangeClosed(0, 9)
            .mapToObj(digit -> String.valueOf(digit).repeat(length))
            .anyMatch(subscriber -> isValid(country, start + subscriber))
        // Where the first digits of subscribers are bound to rules of their own.
        || isValid(country, start + FICTIONAL.substring(0, Math.min(length, FICTIONAL.length())));
  }

  private boolean isValid(String country, String number) {
    return parse(number)
        .filter(parsed -> library.isValidNumberForRegion(parsed, country))
        .isPresent();
  }

  /** What an E.164 number says of itself; empty when no plan has such a number, or none to sell. */
  public Optional<Described> describe(String e164) {
    return parse(e164).filter(library::isValidNumber).flatMap(this::describe);
  }

  private Optional<Described> describe(PhoneNumber number) {
    String country = library.getRegionCodeForNumber(number);
    Optional<NumberType> type = type(library.getNumberType(number));
    return type.isEmpty() || country == null || !country.matches("[A-Z]{2}")
        ? Optional.empty()
        : Optional.of(new Described(country, type.get(), isEither(number)));
  }

  private boolean isEither(PhoneNumber number) {
    return library.getNumberType(number) == PhoneNumberType.FIXED_LINE_OR_MOBILE;
  }

  private static Optional<NumberType> type(PhoneNumberType type) {
    return switch (type) {
      case FIXED_LINE, FIXED_LINE_OR_MOBILE, VOIP -> Optional.of(NumberType.LOCAL);
      case MOBILE -> Optional.of(NumberType.MOBILE);
      case TOLL_FREE -> Optional.of(NumberType.TOLL_FREE);
      default -> Optional.empty();
    };
  }

  /** Empty too for what the library only reads by leaving digits out, such as +44 (0)20. */
  private Optional<PhoneNumber> parse(String e164) {
    try {
      return Optional.of(library.parse(e164, null))
          .filter(number -> library.format(number, PhoneNumberFormat.E164).equals(e164));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
