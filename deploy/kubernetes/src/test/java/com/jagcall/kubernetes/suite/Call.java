package com.jagcall.kubernetes.suite;

/** One service may call another's API. */
public record Call(String caller, String callee) implements Comparable<Call> {
  @Override
  public int compareTo(Call other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return caller + " -> " + callee;
  }
}
