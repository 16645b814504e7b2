package com.jagcall.local;

/**
 * Something stands in the way of the stack. The message is one line and says what to do about it.
 */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StackException(String whatToDo) {
    super(whatToDo);
  }

  public StackException(String whatToDo, Throwable cause) {
    super(whatToDo, cause);
  }
}
