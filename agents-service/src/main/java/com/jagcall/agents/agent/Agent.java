package com.jagcall.agents.agent;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.id.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** An agent of one organization in one mode: a voice with a task that makes and answers calls. */
@Entity
@Table(name = "agent")
public class Agent {
  private static final String ID_PREFIX = "agt_";
  private static final Pattern ID = Pattern.compile(ID_PREFIX + "[A-Za-z0-9]{8,60}");

  @Id private String id;

  @Column(updatable = false)
  private String organizationId;

  @Column(updatable = false)
  private String mode;

  private String nameFolded;

  /** A projection of what numbers-service tells; never written from here. */
  @Column(insertable = false, updatable = false)
  private String phoneNumber;

  @Embedded private AgentSettings settings;

  @Column(updatable = false)
  private Instant createdAt;

  private Instant updatedAt;

  /** For Hibernate. */
  protected Agent() {}

  /** A new agent with an identifier of its own, made now. */
  static Agent create(Tenant tenant, AgentSettings settings) {
    Agent agent = new Agent();
    agent.id = Ids.next(ID_PREFIX);
    agent.organizationId = tenant.organizationId();
    agent.mode = tenant.mode().wire();
    agent.createdAt = now();
    agent.updatedAt = agent.createdAt;
    agent.set(settings);
    return agent;
  }

  /** Whether any agent could have this identifier: what cannot be one need not be looked for. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Makes upper and lower case, and the ways Unicode has to write one letter, the same. */
  static String fold(String name) {
    // There and back, because some letters are equal only in the other case (both sigmas; sharp s
    // and
    // ss), and composed once more, because Greek letters come apart on the way.
    String sameCase =
        compose(name).toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return compose(sameCase);
  }

  private static String compose(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /** Replaces the settings; {@code updated_at} moves forward even when the clock has not. */
  void change(AgentSettings changed) {
    Instant now = now();
    updatedAt = now.isAfter(updatedAt) ? now : updatedAt.plus(1, ChronoUnit.MICROS);
    set(changed);
  }

  private void set(AgentSettings changed) {
    settings = changed;
    nameFolded = fold(changed.name());
  }

  /** As exact as PostgreSQL keeps it, so that the first answer and every later one agree. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  String id() {
    return id;
  }

  String phoneNumber() {
    return phoneNumber;
  }

  AgentSettings settings() {
    return settings;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }
}
