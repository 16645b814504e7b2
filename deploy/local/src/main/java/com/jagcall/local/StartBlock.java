package com.jagcall.local;

import com.jagcall.local.stack.FirstLogin;
import com.jagcall.local.stack.LocalStack;

/** What a start ends with: a few lines to copy from. */
final class StartBlock {

  private StartBlock() {}

  /** Shows secrets at the first start only. */
  static String of(LocalStack stack) {
    if (!stack.isFirstStart()) {
      return later(stack);
    }
    FirstStart.Keys keys = FirstStart.run(stack);
    FirstLogin login = stack.firstLogin();
    String block =
        """

          Dashboard   %1$s/
          Log in      %2$s
          Password    %3$s
          Live key    %4$s
          Test key    %5$s

          Balance     %6$s USD, and a stock of fictional numbers to buy from

          List agents:
          curl -H "Authorization: Bearer %4$s" %1$s/v1/agents

          Calls and messages go to a simulated carrier: deploy/local/carrier --help

          The keys and the password are shown this once. Ctrl-C stops everything; the data stays.
        """
            .formatted(
                stack.gatewayUrl(),
                login.email(),
                login.password(),
                keys.live(),
                keys.test(),
                FirstStart.MONEY);
    stack.firstStartDone();
    return block;
  }

  private static String later(LocalStack stack) {
    return """

      Dashboard   %1$s/
      Log in      %2$s, with the password of the first start

      List agents:
      curl -H "Authorization: Bearer $JAGCALL_API_KEY" %1$s/v1/agents

      A new key: in the dashboard under Settings > API Keys, or
      deploy/local/operator create-key --name "My key" --mode live

      Calls and messages go to a simulated carrier: deploy/local/carrier --help

      Ctrl-C stops everything; the data stays.
    """
        .formatted(stack.gatewayUrl(), stack.firstLogin().email());
  }
}
