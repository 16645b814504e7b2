package com.jagcall.common.paging;

import java.util.List;

/** A list as every resource answers it, newest first. */
public record Page<T>(List<T> data, Pagination pagination) {

  /**
   * @param total how many entries all pages hold together
   */
  public record Pagination(int page, int perPage, long total) {}

  public static <T> Page<T> of(List<T> data, Paging paging, long total) {
    return new Page<>(data, new Pagination(paging.page(), paging.perPage(), total));
  }
}
