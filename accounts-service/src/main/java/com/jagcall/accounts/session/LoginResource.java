package com.jagcall.accounts.session;

import com.jagcall.accounts.page.Html;
import com.jagcall.accounts.user.UserAccount;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** Logging in and out. */
@Path("/")
@Produces(Html.TYPE)
@PermitAll
public class LoginResource {

  @CheckedTemplate(basePath = "session")
  static class Templates {
    static native TemplateInstance login(String next, String email, String problem);

    static native TemplateInstance loginForm(String next, String email, String problem);
  }

  private final Login login;
  private final SessionRepository sessions;
  private final CurrentUser user;
  private final Html html;
  private final RoutingContext routing;

  LoginResource(
      Login login,
      SessionRepository sessions,
      CurrentUser user,
      Html html,
      RoutingContext routing) {
    this.login = login;
    this.sessions = sessions;
    this.user = user;
    this.html = html;
    this.routing = routing;
  }

  @GET
  @Path("login")
  public Uni<Response> form(
      @RestQuery String next, @RestQuery String problem, @RestQuery Long seconds) {
    if (user.isSignedIn()) {
      return Uni.createFrom().item(html.goTo(ReturnPath.of(next)));
    }
    String text = LoginProblem.text(problem, seconds);
    return html.page(Templates.login(ReturnPath.of(next), "", text));
  }

  @POST
  @Path("login")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Uni<Response> logIn(
      @RestForm String email, @RestForm String password, @RestForm String next) {
    String normalized = UserAccount.normalized(email == null ? "" : email);
    String address = routing.request().remoteAddress().hostAddress();
    return login
        .attempt(normalized, password == null ? "" : password, address)
        .chain(outcome -> answer(outcome, normalized, ReturnPath.of(next)));
  }

  private Uni<Response> answer(Login.Outcome outcome, String email, String next) {
    if (outcome instanceof Login.Opened opened) {
      Session session = opened.session();
      login.hand(routing, session);
      return Uni.createFrom().item(html.goTo(next));
    }
    LoginProblem problem = ((Login.Refused) outcome).problem();
    if (html.isAskedByScript()) {
      return html.page(Templates.loginForm(next, email, problem.text()));
    }
    return Uni.createFrom().item(html.goTo("/login?" + problem.query() + "&next=" + next));
  }

  @POST
  @Path("logout")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Uni<Response> logOut() {
    SessionCookie.clear(routing);
    Response toLogin = html.goTo("/login");
    return user.isSignedIn()
        ? sessions.end(user.get().sessionId()).replaceWith(toLogin)
        : Uni.createFrom().item(toLogin);
  }
}
