package com.jagcall.common.thing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The smallest resource there can be, to try common with. */
@Entity
class Thing {
  @Id String id;
  String organizationId;
  String name;
}
