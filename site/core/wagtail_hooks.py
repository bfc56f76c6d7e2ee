"""Registers the registers with Wagtail's admin."""

from wagtail_modeladmin.options import modeladmin_register

from core.registers import RegistersGroup

modeladmin_register(RegistersGroup)
