package com.jagcall.calls.model;

import com.jagcall.calls.model.ModelFailure.Cause;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Any endpoint that speaks OpenAI's chat completions, as a stream. */
public final class OpenAiModel implements LanguageModel {
  /** For an endpoint that wants no key; the client wants one. */
  private static final String NO_KEY = "none";

  private static final int TOO_MANY = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  private final OpenAiEndpoint endpoint;
  private final HttpClient client;

  /**
   * A model.
   *
   * @param client may be shared; its executor must be able to give a thread to every answer that is
   *     being read
   */
  public OpenAiModel(OpenAiEndpoint endpoint, HttpClient client) {
    this.endpoint = endpoint;
    this.client = client;
  }

  @Override
  public Answer answer(Prompt prompt, ModelListener listener) {
    Exchange exchange = new Exchange(client, endpoint.timeout());
    Streaming streaming = new Streaming(exchange, listener);
    try {
      ChatRequest request = OpenAiMessages.request(prompt);
      model(prompt, exchange).chat(request, streaming);
    } catch (RuntimeException e) {
      streaming.onError(e);
    }
    return streaming;
  }

  private OpenAiStreamingChatModel model(Prompt prompt, Exchange exchange) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(exchange.builder())
        .baseUrl(endpoint.baseUrl().toString())
        .apiKey(endpoint.apiKey().isEmpty() ? NO_KEY : endpoint.apiKey())
        .modelName(prompt.model() == null ? endpoint.model() : prompt.model())
        .temperature(prompt.temperature())
        .build();
  }

  private static final class Streaming implements StreamingChatResponseHandler, Answer {
    private final Exchange exchange;
    private final ModelListener listener;
    private final AtomicBoolean isOver = new AtomicBoolean();

    Streaming(Exchange exchange, ModelListener listener) {
      this.exchange = exchange;
      this.listener = listener;
    }

    @Override
    public void cancel() {
      isOver.set(true);
      exchange.cancel();
    }

    @Override
    public void onPartialResponse(String piece) {
      if (!isOver.get() && !piece.isEmpty()) {
        listener.text(piece);
      }
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
      if (!isOver.get()) {
        listener.toolCall(
            new ToolCall(
                call.toolExecutionRequest().id(),
                call.toolExecutionRequest().name(),
                call.toolExecutionRequest().arguments()));
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      if (isOver.compareAndSet(false, true)) {
        if (response.finishReason() == null) {
          listener.failed(new ModelFailure(Cause.BROKEN, "the stream ended before the answer"));
        } else {
          listener.finished();
        }
      }
    }

    @Override
    public void onError(Throwable error) {
      if (isOver.compareAndSet(false, true)) {
        exchange.cancel();
        listener.failed(failure(error));
      }
    }
  }

  /** Says nothing of what the provider said: it may repeat the prompt or the key. */
  private static ModelFailure failure(Throwable error) {
    Integer status = null;
    for (Throwable cause = error; cause != null && status == null; cause = cause.getCause()) {
      if (cause instanceof HttpException http) {
        status = http.statusCode();
      } else if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
        return new ModelFailure(Cause.TIMEOUT, "no answer in time");
      }
    }
    if (status != null) {
      boolean isTheirs = status == TOO_MANY || status >= FIRST_SERVER_ERROR;
      return new ModelFailure(isTheirs ? Cause.OVERLOADED : Cause.REFUSED, "HTTP status " + status);
    }
    return new ModelFailure(Cause.BROKEN, error.getClass().getSimpleName());
  }
}
